import { Argument, type Command } from 'commander';

import { completeWords } from '../completion/complete-words.js';
import { SHELLS } from '../completion/shells.js';
import { examples } from '../examples.js';
import type { OpenSession } from '../session.js';

export function addCompletionCommands(program: Command, open: OpenSession): void {
  program
    .command('completion')
    .summary('completion for bash, zsh or fish')
    .description('Prints what makes a shell complete commands, options, sites and integrations.')
    .addArgument(new Argument('<shell>').choices(Object.keys(SHELLS)))
    .addHelpText(
      'after',
      `\nExamples:\n  $ eval "$(integrator completion bash)"     # in ~/.bashrc\n  $ eval "$(integrator completion zsh)"      # in ~/.zshrc\n  $ integrator completion fish | source      # in config.fish`,
    )
    .action((shell: keyof typeof SHELLS, _options: object, command: Command) => {
      open(command).terminal.write(SHELLS[shell]);
    });

  program
    .command('complete', { hidden: true })
    .description('What may stand in the place of the last word: shells ask.')
    .argument('[words...]')
    .addHelpText('after', examples('complete -- run empl'))
    .action(async (words: string[], _options: object, command: Command) => {
      const session = open(command);
      session.terminal.print(...(await completeWords(program, words, session)));
    });
}
