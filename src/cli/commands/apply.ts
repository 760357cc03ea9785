import type { Command } from 'commander';

import type { ApplyOptions } from '../apply/apply-file.js';
import { examples } from '../examples.js';
import type { OpenSession } from '../session.js';

export function addApplyCommand(program: Command, open: OpenSession): void {
  program
    .command('apply')
    .summary('make a site what its file says')
    .description(
      'Makes a site what its file says: tells the differences, asks, and saves them. Every part is checked before the first is saved.',
    )
    .requiredOption('-f, --file <path>', 'the whole site, in YAML or JSON; - is standard input')
    .option('--dry-run', 'tell the differences, and change nothing')
    .option('--yes', 'do not ask')
    .option('--prune', 'also delete integrations, sets and schedules that the file does not have')
    .addHelpText(
      'after',
      examples('apply -f site.yaml --dry-run', 'apply -f site.yaml', 'apply -f site.yaml --yes --prune'),
    )
    .action(async (options: ApplyOptions, command: Command) => {
      const session = open(command);
      // Loaded here: the rules of definitions take a while, and other commands do without.
      const { applyFile } = await import('../apply/apply-file.js');
      await applyFile(session, options);
    });
}
