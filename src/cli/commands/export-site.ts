import { writeFile } from 'node:fs/promises';

import type { Command } from 'commander';

import { answerOf } from '../../client/create-client.js';
import { examples } from '../examples.js';
import type { OpenSession } from '../session.js';

export function addExportSiteCommand(program: Command, open: OpenSession): void {
  program
    .command('export-site')
    .summary('the whole site as a file, as apply takes it')
    .description('The whole site as a file: its connections, integrations, sets and schedules, as apply takes it.')
    .option('-o, --output <path>', 'write to a file')
    .addHelpText('after', examples('export-site > site.yaml', 'export-site --site LIVE -o live.yaml'))
    .action(async ({ output }: { output?: string }, command: Command) => {
      const session = open(command);
      const params = { path: { site: session.site() } };
      const accept = session.json ? 'application/json' : 'application/yaml';
      const call = session.api.GET('/api/v1/sites/{site}/definition', {
        params,
        headers: { Accept: accept },
        parseAs: 'text',
      });
      const content = await answerOf(call);
      if (output === undefined) session.terminal.write(content.endsWith('\n') ? content : `${content}\n`);
      else await writeFile(output, content);
    });
}
