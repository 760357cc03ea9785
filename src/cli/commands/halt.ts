import type { Command } from 'commander';

import { answerOf } from '../../client/create-client.js';
import { examples } from '../examples.js';
import { findRun } from '../runs/find-run.js';
import type { OpenSession } from '../session.js';

export function addHaltCommand(program: Command, open: OpenSession): void {
  program
    .command('halt')
    .summary('end one run, while its site goes on')
    .description('Halts a run, or a set with the member that runs. Nothing of it is half applied; it ends Failed.')
    .argument('<run>', 'the id of the run, or its Run Name')
    .requiredOption('--reason <text>', 'a brief note, such as wrong file')
    .addHelpText('after', examples('halt 6f1c9b1e-… --reason "wrong file"'))
    .action(async (named: string, body: { reason: string }, command: Command) => {
      const session = open(command);
      const params = { path: { run: await findRun(session, named) } };
      const run = await answerOf(session.api.POST('/api/v1/runs/{run}/halt', { params, body }));
      session.show(run, () => [`The run ${run.name} is being halted. integrator show ${run.id} tells how it ends.`]);
    });
}
