import { Option, type Command } from 'commander';

import { answerOf } from '../../client/create-client.js';
import { examples } from '../examples.js';
import { given } from '../given.js';
import { collect } from '../pair.js';
import { findRun } from '../runs/find-run.js';
import { finishRun } from '../runs/finish-run.js';
import type { OpenSession } from '../session.js';

interface RerunOptions {
  name?: string;
  definition?: 'as-run' | 'latest';
  from?: 'start' | 'failed';
  liftGuard?: ('maxRejects' | 'maxDeletes' | 'recordCount')[];
  dryRun?: true;
  wait?: true;
}

export function addRerunCommand(program: Command, open: OpenSession): void {
  program
    .command('rerun')
    .summary('run again with the same files and parameters')
    .description('Re-Run: the same files, parameters and exclusions again, without entering anything.')
    .argument('<run>', 'the id of the run, or its Run Name')
    .option('--name <name>', 'a unique Run Name')
    .addOption(new Option('--definition <version>', 'of the integration').choices(['latest', 'as-run']))
    .addOption(new Option('--from <member>', 'of a set: where to begin').choices(['start', 'failed']))
    .addOption(
      new Option('--lift-guard <guard>', 'a guard that does not hold this run; again for each')
        .choices(['maxRejects', 'maxDeletes', 'recordCount'])
        .argParser<string[]>(collect),
    )
    .option('--dry-run', 'apply, count, and roll back')
    .option('--wait', 'wait for the end of the run, and end as it does')
    .addHelpText('after', examples('rerun 6f1c9b1e-… --wait', 'rerun "employees 2026-11-22 06:00" --definition as-run'))
    .action(async (named: string, options: RerunOptions, command: Command) => {
      const session = open(command);
      const { wait, liftGuard: liftGuards, ...rest } = options;
      const params = { path: { run: await findRun(session, named) } };
      const body = given({ ...rest, liftGuards });
      const run = await answerOf(session.api.POST('/api/v1/runs/{run}/rerun', { params, body }));
      await finishRun(session, run, wait === true);
    });
}
