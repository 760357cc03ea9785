import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { NamedTest } from './defect.js';

/** What package.json tells mocha, without the servers. */
const ALONE = ['--no-package', '--node-option', 'import=tsx', '--timeout', '60000'];

/** How long tests and their servers may take, in milliseconds: a defect may well keep them from ending. */
const MOST = 600_000;

/** How a test ended: `missing` where it did not begin, as when its suite could not be set up. */
export type Outcome = 'passed' | 'failed' | 'missing';

interface Results {
  passes: { fullTitle: string }[];
  failures: { fullTitle: string }[];
}

/** Runs these tests of a copy of the project, and no others. @returns how each of them ended, in their order. */
export async function runTests(project: string, tests: readonly NamedTest[]): Promise<Outcome[]> {
  const output = join(project, 'defect-results.json');
  await rm(output, { force: true });
  await mocha(project, [
    ...(tests.every(({ alone }) => alone === true) ? ALONE : []),
    ...['--reporter', 'json', '--reporter-option', `output=${output}`],
    ...['--grep', `^(${tests.map(({ title }) => literally(title)).join('|')})$`],
    ...new Set(tests.map(({ file }) => file)),
  ]);
  const text = await readFile(output, 'utf8').catch(() => '{"passes":[],"failures":[]}');
  const { passes, failures } = JSON.parse(text) as Results;
  return tests.map(({ title }) => {
    if (failures.some(({ fullTitle }) => fullTitle === title)) return 'failed';
    return passes.some(({ fullTitle }) => fullTitle === title) ? 'passed' : 'missing';
  });
}

/** Resolves when mocha has ended, however it did: its report tells. */
async function mocha(project: string, args: readonly string[]): Promise<void> {
  const command = [join(project, 'node_modules/mocha/bin/mocha.js'), ...args];
  await new Promise<void>((resolve) => {
    execFile(process.execPath, command, { cwd: project, timeout: MOST, maxBuffer: Infinity }, () => resolve());
  });
}

/** The pattern that matches this text, and no other. */
function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
