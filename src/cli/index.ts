#!/usr/bin/env node
import { readFileSync } from 'node:fs';

import { CommanderError } from 'commander';

import { cliSettings } from '../cli-config.js';
import { ApiProblem } from '../client/api-problem.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { formatProblem } from './print/problem.js';
import { createProgram } from './program.js';
import { openSession } from './session.js';
import { openTerminal, type Terminal } from './terminal.js';
import { UsageError } from './usage-error.js';

/** Entry: the command line. */
async function run(terminal: Terminal): Promise<void> {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  const program = createProgram((command) => openSession(command, cliSettings(), terminal), version);
  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode = tell(error, terminal, program.opts<{ json?: true }>().json === true);
  }
}

/** Says what went wrong, where it was not said already, and how the command ends therefore. */
function tell(error: unknown, terminal: Terminal, json: boolean): ExitCode {
  // Commander has said it; what was asked for, such as help, is no error.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.completed : EXIT.usage;
  if (error instanceof ApiProblem) {
    if (json) terminal.print(JSON.stringify(error.problem, null, 2));
    terminal.note(...formatProblem(error));
    return EXIT.failed;
  }
  terminal.note(error instanceof Error ? error.message : String(error));
  return error instanceof UsageError ? EXIT.usage : EXIT.failed;
}

await run(openTerminal(process));
