import type { Command } from 'commander';

import { answerOf } from '../../client/create-client.js';
import { examples } from '../examples.js';
import { colors } from '../print/colors.js';
import { formatRun } from '../print/run-summary.js';
import { duration, localTime } from '../print/time.js';
import { findRun } from '../runs/find-run.js';
import { finishRun } from '../runs/finish-run.js';
import type { OpenSession, Session } from '../session.js';

interface ShowOptions {
  details?: true;
  wait?: true;
}

export function addShowCommand(program: Command, open: OpenSession): void {
  program
    .command('show')
    .summary('the Run Summary of a run')
    .description('The Run Summary of a run; with --details, its Additional Details: every step with what it said.')
    .argument('<run>', 'the id of the run, or its Run Name')
    .option('--details', 'Additional Details')
    .option('--wait', 'wait for the end of the run first, and end as it does')
    .addHelpText('after', examples('show 6f1c9b1e-…', 'show 6f1c9b1e-… --details', 'show 6f1c9b1e-… --wait --json'))
    .action(async (named: string, options: ShowOptions, command: Command) => {
      const session = open(command);
      const id = await findRun(session, named);
      const run = await answerOf(session.api.GET('/api/v1/runs/{run}', { params: { path: { run: id } } }));
      if (options.wait === true) await finishRun(session, run, true);
      else if (options.details === true) await showDetails(session, id);
      else session.show(run, () => formatRun(run));
    });
}

async function showDetails(session: Session, run: string): Promise<void> {
  const details = await answerOf(session.api.GET('/api/v1/runs/{run}/details', { params: { path: { run } } }));
  session.show(details, () => [
    `${details.name}: ${details.status}${details.reason === undefined ? '' : `: ${details.reason}`}`,
    ...details.steps.flatMap(({ step, startedAt, seconds, lines }) => [
      '',
      `${colors.bold(step)}  ${localTime(startedAt)}${seconds === undefined ? '' : `  ${duration(seconds)}`}`,
      ...lines.map(({ at, text }) => `  ${localTime(at)}  ${text}`),
    ]),
  ]);
}
