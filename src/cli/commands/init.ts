import { writeFile } from 'node:fs/promises';

import type { Command } from 'commander';

import { examples } from '../examples.js';
import { EXIT } from '../exit-code.js';
import type { OpenSession } from '../session.js';

interface InitOptions {
  output?: string;
  connection: string;
  table?: string;
}

export function addInitCommand(program: Command, open: OpenSession): void {
  program
    .command('init')
    .summary('a definition, made of a CSV file')
    .description(
      'Makes the definition of an import of a CSV file, of its header and first thousand records: encoding, dialect, types, key. What is guessed, and why, stands beside it. The API is not asked.',
    )
    .argument('<file>', 'the CSV file')
    .option('-o, --output <path>', 'write to a file')
    .option('--connection <name>', 'the postgres connection of the site that has the table', 'target')
    .option('--table <name>', 'the table; else it is called as the file')
    .addHelpText(
      'after',
      examples('init employees.csv', 'init employees.csv --connection hr --table employee -o integration.yaml'),
    )
    .action(async (file: string, { output, connection, table }: InitOptions, command: Command) => {
      const { terminal, json, show } = open(command);
      // Loaded here: reading records takes what no other command needs.
      const [{ guessFile }, { writeDefinition }] = await Promise.all([
        import('../init/guess-file.js'),
        import('../init/write-definition.js'),
      ]);
      const guess = await guessFile(file);
      const definition = writeDefinition(guess, { connection, table });
      if (json) show({ guess, definition }, () => []);
      else if (output === undefined) terminal.write(definition);
      else {
        await writeFile(output, definition);
        terminal.note(`Written to ${output}. Read it, then: integrator integration apply <name> -f ${output}`);
      }
      if (guess.unreadable > 0) process.exitCode = EXIT.completedWithErrors;
    });
}
