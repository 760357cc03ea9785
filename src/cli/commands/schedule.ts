import type { Command } from 'commander';

import { answerOf } from '../../client/create-client.js';
import { savePiece } from '../../client/site-pieces.js';
import type { Schedule } from '../answers.js';
import { examples } from '../examples.js';
import { EXIT } from '../exit-code.js';
import { formatPreview, formatSchedule, formatSchedules } from '../print/schedule.js';
import { readYamlFile } from '../read-yaml-file.js';
import type { OpenSession, Session } from '../session.js';
import { listSchedules } from '../site/list-schedules.js';

/** Scheduled Integration Requests. */
export function addScheduleCommands(program: Command, open: OpenSession): void {
  const schedule = program
    .command('schedule')
    .summary('schedules: list, show, apply, preview, enable, disable, copy, delete')
    .description(
      'Scheduled Integration Requests of the site: integrations and sets that run once later, or repeatedly.',
    )
    .addHelpText('after', examples('schedule list', 'schedule preview -f night.yaml', 'schedule disable night'));
  addLookingCommands(schedule, open);
  addDefiningCommands(schedule, open);
  addSwitchingCommands(schedule, open);
}

function addLookingCommands(schedule: Command, open: OpenSession): void {
  schedule
    .command('list')
    .description('The schedules of the site, each with its next fire.')
    .addHelpText('after', examples('schedule list'))
    .action(async (_options: object, command: Command) => {
      const session = open(command);
      const items = await listSchedules(session, session.site());
      session.show({ items }, () => formatSchedules(items, session.terminal.width));
    });

  schedule
    .command('show')
    .description('A schedule with its next fires.')
    .argument('<schedule>')
    .addHelpText('after', examples('schedule show night'))
    .action(async (name: string, _options: object, command: Command) => {
      const session = open(command);
      const params = paramsOf(session, name);
      const found = await answerOf(session.api.GET('/api/v1/sites/{site}/schedules/{schedule}', { params }));
      session.show(found, () => formatSchedule(found));
    });
}

function addDefiningCommands(schedule: Command, open: OpenSession): void {
  schedule
    .command('apply')
    .summary('make or change a schedule')
    .description('Makes a schedule, enabled; or changes it, which leaves it enabled or disabled.')
    .argument('<schedule>')
    .requiredOption('-f, --file <path>', 'its definition, in YAML or JSON; - is standard input')
    .addHelpText('after', examples('schedule apply night -f night.yaml'))
    .action(async (name: string, { file }: { file: string }, command: Command) => {
      const session = open(command);
      const params = paramsOf(session, name);
      const definition = (await readYamlFile(file)) as Schedule;
      await savePiece(session.api, params.path.site, { kind: 'schedule', name, definition });
      const saved = await answerOf(session.api.GET('/api/v1/sites/{site}/schedules/{schedule}', { params }));
      session.show(saved, () => formatSchedule(saved));
    });

  schedule
    .command('preview')
    .summary('what a definition would do')
    .description('The next fires of a definition, in words as well, with whatever may surprise. Nothing is saved.')
    .requiredOption('-f, --file <path>', 'the definition, in YAML or JSON; - is standard input')
    .addHelpText('after', examples('schedule preview -f night.yaml'))
    .action(async ({ file }: { file: string }, command: Command) => {
      const session = open(command);
      const body = (await readYamlFile(file)) as Schedule;
      const params = { path: { site: session.site() } };
      const preview = await answerOf(session.api.POST('/api/v1/sites/{site}/schedules/preview', { params, body }));
      session.show(preview, () => formatPreview(preview));
      if (preview.issues.length > 0) process.exitCode = EXIT.failed;
    });

  schedule
    .command('copy')
    .description('Copies a schedule under another name. The copy is enabled.')
    .argument('<schedule>')
    .argument('<name>', 'what the copy is called')
    .addHelpText('after', examples('schedule copy night weekend'))
    .action(async (from: string, name: string, _options: object, command: Command) => {
      const session = open(command);
      const request = { params: paramsOf(session, from), body: { name } };
      const copy = await answerOf(session.api.POST('/api/v1/sites/{site}/schedules/{schedule}/copy', request));
      session.show(copy, () => formatSchedule(copy));
    });

  schedule
    .command('delete')
    .description('Deletes a schedule. What it runs stays, and so do its runs.')
    .argument('<schedule>')
    .option('--yes', 'do not ask')
    .addHelpText('after', examples('schedule delete night --yes'))
    .action(async (name: string, { yes }: { yes?: true }, command: Command) => {
      const session = open(command);
      const params = paramsOf(session, name);
      const question = `Delete the schedule ${name} of site ${params.path.site}? It will not run any more.`;
      await session.requireYes(question, yes);
      await session.api.DELETE('/api/v1/sites/{site}/schedules/{schedule}', { params });
      session.show({ deleted: name }, () => [`The schedule ${name} is deleted.`]);
    });
}

function addSwitchingCommands(schedule: Command, open: OpenSession): void {
  schedule
    .command('enable')
    .description('Enables a schedule.')
    .argument('<schedule>')
    .addHelpText('after', examples('schedule enable night'))
    .action(async (name: string, _options: object, command: Command) => {
      const session = open(command);
      const params = paramsOf(session, name);
      const enabled = await answerOf(session.api.POST('/api/v1/sites/{site}/schedules/{schedule}/enable', { params }));
      session.show(enabled, () => formatSchedule(enabled));
    });

  schedule
    .command('disable')
    .description('Disables a schedule: no fire of it runs.')
    .argument('<schedule>')
    .addHelpText('after', examples('schedule disable night'))
    .action(async (name: string, _options: object, command: Command) => {
      const session = open(command);
      const params = paramsOf(session, name);
      const disabled = await answerOf(
        session.api.POST('/api/v1/sites/{site}/schedules/{schedule}/disable', { params }),
      );
      session.show(disabled, () => formatSchedule(disabled));
    });
}

function paramsOf(session: Session, schedule: string) {
  return { path: { site: session.site(), schedule } };
}
