import type { Command } from 'commander';

import { examples } from '../examples.js';
import { EXIT } from '../exit-code.js';
import { colors } from '../print/colors.js';
import type { OpenSession } from '../session.js';

export function addDoctorCommand(program: Command, open: OpenSession): void {
  program
    .command('doctor')
    .summary('what is reachable, what is not, and the mend')
    .description(
      'Looks at the API, what it needs, your key, the clocks, the Temporal Web UI and each connection of the site.',
    )
    .addHelpText('after', examples('doctor', 'doctor --site LIVE --json'))
    .action(async (_options: object, command: Command) => {
      const session = open(command);
      const { examine } = await import('../doctor/examine.js');
      const findings = [];
      for await (const finding of examine(session)) {
        findings.push(finding);
        if (session.json) continue;
        const { ok, what, detail } = finding;
        session.terminal.print(`${ok ? colors.green('ok    ') : colors.red('not ok')}  ${what}: ${detail}`);
      }
      if (session.json) session.show({ findings }, () => []);
      if (findings.some(({ ok }) => !ok)) process.exitCode = EXIT.failed;
    });
}
