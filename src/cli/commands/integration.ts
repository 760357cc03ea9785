import type { Command } from 'commander';

import { ApiProblem } from '../../client/api-problem.js';
import { answerOf } from '../../client/create-client.js';
import { savePiece } from '../../client/site-pieces.js';
import type { Integration } from '../answers.js';
import { examples } from '../examples.js';
import { formatTable } from '../print/table.js';
import { readYamlFile } from '../read-yaml-file.js';
import type { OpenSession } from '../session.js';

/** Integrations, one by one: what `init` makes is saved so. */
export function addIntegrationCommands(program: Command, open: OpenSession): void {
  const integration = program
    .command('integration')
    .summary('integrations: list, show, apply')
    .description('The integrations of the site, one by one; integrator apply takes a whole site.')
    .addHelpText('after', examples('integration list', 'integration apply employees -f integration.yaml'));

  integration
    .command('list')
    .description('The integrations of the site.')
    .addHelpText('after', examples('integration list'))
    .action(async (_options: object, command: Command) => {
      const session = open(command);
      const params = { path: { site: session.site() } };
      const found = await answerOf(session.api.GET('/api/v1/sites/{site}/integrations', { params }));
      const columns = [{ title: 'Integration' }, { title: 'Direction' }, { title: 'Version', right: true }] as const;
      const rows = found.items.map((one) => [one.integration, one.definition.direction, String(one.version)]);
      session.show(found, () => formatTable(columns, rows, session.terminal.width));
    });

  integration
    .command('show')
    .description('The definition of an integration, in YAML.')
    .argument('<integration>')
    .addHelpText('after', examples('integration show employees', 'integration show employees --json'))
    .action(async (name: string, _options: object, command: Command) => {
      const session = open(command);
      const content = await answerOf(
        session.api.GET('/api/v1/sites/{site}/integrations/{integration}', {
          params: { path: { site: session.site(), integration: name } },
          headers: { Accept: session.json ? 'application/json' : 'application/yaml' },
          parseAs: 'text',
        }),
      );
      session.terminal.write(content);
    });

  integration
    .command('apply')
    .summary('make or change an integration')
    .description('Makes an integration, or changes it: what runs from now on goes by the new version.')
    .argument('<integration>')
    .requiredOption('-f, --file <path>', 'its definition, in YAML or JSON; - is standard input')
    .addHelpText('after', examples('integration apply employees -f integration.yaml'))
    .action(async (name: string, { file }: { file: string }, command: Command) => {
      const session = open(command);
      const site = session.site();
      const definition = (await readYamlFile(file)) as Integration;
      const read = () => {
        const params = { path: { site, integration: name } };
        return answerOf(session.api.GET('/api/v1/sites/{site}/integrations/{integration}', { params }));
      };
      const before = await read().catch(undefinedWhereNew);
      await savePiece(session.api, site, { kind: 'integration', name, definition });
      const saved = await read();
      session.show(saved, () => [
        saved.version === before?.version
          ? `The integration ${name} is unchanged: it is so as version ${saved.version}.`
          : `The integration ${name} is saved as version ${saved.version}.`,
      ]);
    });
}

/** @throws what is not the answer that there is no such integration yet. */
function undefinedWhereNew(error: unknown): undefined {
  if (!(error instanceof ApiProblem) || error.code !== 'integration-not-found') throw error;
}
