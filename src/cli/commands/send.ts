import type { Command } from 'commander';

import { answerOf } from '../../client/create-client.js';
import { examples } from '../examples.js';
import { given } from '../given.js';
import { collectPair } from '../pair.js';
import { finishRun } from '../runs/finish-run.js';
import { readParameters } from '../runs/read-parameters.js';
import type { OpenSession } from '../session.js';

interface SendOptions {
  name?: string;
  param?: Record<string, string>;
  dryRun?: true;
  wait?: true;
}

/** Send All and Send Changed. */
export function addSendCommands(program: Command, open: OpenSession): void {
  addSendCommand(program, open, 'all', 'Send All: runs a task over every record.');
  addSendCommand(program, open, 'changed', 'Send Changed: runs a task over what differs from what was acknowledged.');
}

function addSendCommand(program: Command, open: OpenSession, kind: 'all' | 'changed', description: string): void {
  program
    .command(`send-${kind}`)
    .summary(kind === 'all' ? 'send every record of a task' : 'send what has changed of a task')
    .description(description)
    .argument('<integration>', 'the task')
    .option('--param <name=value>', 'a parameter; again for each', collectPair)
    .option('--name <name>', 'a unique Run Name')
    .option('--dry-run', 'count what would be sent, and send nothing')
    .option('--wait', 'wait for the end of the run, and end as it does')
    .addHelpText('after', examples(`send-${kind} rates --wait`, `send-${kind} rates --dry-run --wait`))
    .action(async (integration: string, { param, wait, ...options }: SendOptions, command: Command) => {
      const session = open(command);
      const site = session.site();
      const parameters = param && (await readParameters(session, site, integration, param));
      const request = { params: { path: { site, integration } }, body: given({ ...options, parameters }) };
      const run = await answerOf(
        kind === 'all'
          ? session.api.POST('/api/v1/sites/{site}/integrations/{integration}/send-all', request)
          : session.api.POST('/api/v1/sites/{site}/integrations/{integration}/send-changed', request),
      );
      await finishRun(session, run, wait === true);
    });
}
