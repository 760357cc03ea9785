import { Command } from 'commander';

import { addApplyCommand } from './commands/apply.js';
import { addCalendarCommand } from './commands/calendar.js';
import { addCompletionCommands } from './commands/completion.js';
import { addDoctorCommand } from './commands/doctor.js';
import { addExportSiteCommand } from './commands/export-site.js';
import { addHaltCommand } from './commands/halt.js';
import { addInitCommand } from './commands/init.js';
import { addIntegrationCommands } from './commands/integration.js';
import { addRejectsCommands } from './commands/rejects.js';
import { addRerunCommand } from './commands/rerun.js';
import { addRunCommand } from './commands/run.js';
import { addRunsCommand } from './commands/runs.js';
import { addScheduleCommands } from './commands/schedule.js';
import { addSendCommands } from './commands/send.js';
import { addShowCommand } from './commands/show.js';
import { addSiteCommands } from './commands/site.js';
import { examples } from './examples.js';
import type { OpenSession } from './session.js';

/** The commands, in the order in which help lists them. */
const COMMANDS = [
  addSiteCommands,
  addRunCommand,
  addRerunCommand,
  addHaltCommand,
  addRunsCommand,
  addShowCommand,
  addSendCommands,
  addRejectsCommands,
  addScheduleCommands,
  addCalendarCommand,
  addInitCommand,
  addIntegrationCommands,
  addApplyCommand,
  addExportSiteCommand,
  addDoctorCommand,
  addCompletionCommands,
];

const EXIT_CODES = `
Exit codes: 0 Completed, 1 Failed or refused, 2 not understood, 3 Completed with Errors, 130 Ctrl-C.
Environment: INTEGRATOR_URL, INTEGRATOR_API_KEY, INTEGRATOR_SITE, NO_COLOR.`;

/** The command line, with all its commands; parsing throws CommanderError where it would end the process. */
export function createProgram(open: OpenSession, version: string): Command {
  const program = new Command('integrator')
    .description("Moves record files in and out of a company's sites. Works on the API of Temporal Integrator.")
    .version(version)
    .option('--url <address>', 'where the API is (INTEGRATOR_URL, http://127.0.0.1:8080)')
    .option('--key-file <path>', 'a file with the API key (else INTEGRATOR_API_KEY)')
    .option('--site <site>', 'the site that is meant (INTEGRATOR_SITE)')
    .option('--json', "print the API's answer as it is")
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(--help tells more)')
    .addHelpText('after', examples('doctor', 'site show LIVE', 'run employees --site LIVE --file employees.csv --wait'))
    .addHelpText('after', EXIT_CODES);
  for (const add of COMMANDS) add(program, open);
  return program;
}
