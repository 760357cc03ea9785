import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { StringDecoder } from 'node:string_decoder';

import type { Command } from 'commander';

import { answerOf } from '../../client/create-client.js';
import { examples } from '../examples.js';
import { given } from '../given.js';
import { formatTable } from '../print/table.js';
import { findRun } from '../runs/find-run.js';
import { finishRun } from '../runs/finish-run.js';
import type { OpenSession, Session } from '../session.js';
import { UsageError } from '../usage-error.js';

interface GetOptions {
  output?: string;
  all?: true;
}

interface FixOptions {
  file: string;
  name?: string;
  overwrite?: true;
  wait?: true;
}

/** The Transaction Assistant. */
export function addRejectsCommands(program: Command, open: OpenSession): void {
  const rejects = program
    .command('rejects')
    .summary('the refused records of a run: get, correct, send again')
    .description('The Transaction Assistant: the records a run has refused, to be corrected and sent again.')
    .addHelpText(
      'after',
      examples('rejects get 6f1c9b1e-… -o rejects.csv', 'rejects fix 6f1c9b1e-… --file rejects.csv'),
    );

  rejects
    .command('list')
    .summary('how many, by field and reason')
    .description('How many records were refused for which field and reason, the most frequent first.')
    .argument('<run>', 'the id of the run, or its Run Name')
    .addHelpText('after', examples('rejects list 6f1c9b1e-…'))
    .action(async (named: string, _options: object, command: Command) => {
      const session = open(command);
      const params = { path: { run: await findRun(session, named) } };
      const summary = await answerOf(session.api.GET('/api/v1/runs/{run}/rejects/summary', { params }));
      session.show(summary, () => formatSummary(summary.items, session.terminal.width));
    });

  rejects
    .command('get')
    .summary('as CSV, to correct')
    .description('The records that are still to be corrected, as a CSV file with the reasons, made for spreadsheets.')
    .argument('<run>', 'the id of the run, or its Run Name')
    .option('-o, --output <path>', 'write to a file')
    .option('--all', 'also those whose correction went through')
    .addHelpText('after', examples('rejects get 6f1c9b1e-… -o rejects.csv', 'rejects get 6f1c9b1e-… --json'))
    .action(async (named: string, { output, all }: GetOptions, command: Command) => {
      const session = open(command);
      const run = await findRun(session, named);
      const filter = all === true ? {} : { resolved: 'false' as const };
      if (session.json) session.show({ items: await readAll(session, run, filter) }, () => []);
      else await writeCsv(session, run, filter, output);
    });

  rejects
    .command('fix')
    .summary('send corrected records again')
    .description(
      'Sends the corrected CSV: a run of its own, linked to this one. Rows that are left out stay as they are.',
    )
    .argument('<run>', 'the id of the run, or its Run Name')
    .requiredOption('--file <path>', 'the CSV of rejects, corrected')
    .option('--name <name>', 'a unique Run Name')
    .option('--overwrite', 'also overwrite what a later run has loaded under the key of a record')
    .option('--wait', 'wait for the end of the run, and end as it does')
    .addHelpText('after', examples('rejects fix 6f1c9b1e-… --file rejects.csv --wait'))
    .action(async (named: string, { file, name, overwrite, wait }: FixOptions, command: Command) => {
      const session = open(command);
      const corrected = await readFile(file).catch(() => {
        throw new UsageError(`There is no file ${file}.`);
      });
      const run = await answerOf(
        session.api.POST('/api/v1/runs/{run}/rejects/resubmit', {
          params: {
            path: { run: await findRun(session, named) },
            query: { ...given({ name }), ...(overwrite === true ? { overwrite: 'true' as const } : {}) },
          },
          headers: { 'Content-Type': 'text/csv' },
          body: '',
          bodySerializer: () => corrected,
        }),
      );
      await finishRun(session, run, wait === true);
    });
}

/** Which rejects are meant; all where nothing is said. */
interface Filter {
  resolved?: 'false';
}

async function writeCsv(session: Session, run: string, filter: Filter, output: string | undefined): Promise<void> {
  const content = await answerOf(
    session.api.GET('/api/v1/runs/{run}/rejects', {
      params: { path: { run }, query: { ...filter, format: 'csv' } },
      parseAs: 'stream',
    }),
  );
  if (output === undefined) {
    const { terminal } = session;
    const show = terminal.width === undefined ? (piece: Uint8Array) => piece : screenText(new StringDecoder());
    for await (const piece of content) terminal.write(show(piece as Uint8Array));
    return;
  }
  await pipeline(Readable.fromWeb(content), createWriteStream(output));
  session.terminal.note(`Written to ${output}. Correct it, keep the column "integrator record", and send it:`);
  session.terminal.note(`integrator rejects fix ${run} --file ${output} --wait`);
}

/** For a screen, without what would steer it: the text of a reject is whatever somebody has sent. */
function screenText(decoder: StringDecoder): (piece: Uint8Array) => string {
  return (piece) => decoder.write(Buffer.from(piece)).replace(/[^\P{Cc}\t\n]/gu, '');
}

async function readAll(session: Session, run: string, filter: Filter) {
  const all = [];
  for (let cursor: string | undefined; ;) {
    const query = { ...filter, limit: 1000, ...given({ cursor }) };
    const page = await answerOf(session.api.GET('/api/v1/runs/{run}/rejects', { params: { path: { run }, query } }));
    all.push(...page.items);
    cursor = page.next;
    if (cursor === undefined) return all;
  }
}

function formatSummary(
  items: readonly { field?: string; code: string; records: number }[],
  width: number | undefined,
): string[] {
  if (items.length === 0) return ['The run has refused no record.'];
  const columns = [{ title: 'Records', right: true }, { title: 'Field' }, { title: 'Reason' }] as const;
  return formatTable(
    columns,
    items.map(({ field = '(the record)', code, records }) => [String(records), field, code]),
    width,
  );
}
