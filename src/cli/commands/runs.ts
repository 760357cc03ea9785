import { InvalidArgumentError, Option, type Command } from 'commander';

import { answerOf } from '../../client/create-client.js';
import type { Run, RunStatus } from '../answers.js';
import { examples } from '../examples.js';
import { given } from '../given.js';
import { paintStatus } from '../print/colors.js';
import { grouped } from '../print/numbers.js';
import { formatTable } from '../print/table.js';
import { duration, localTime } from '../print/time.js';
import type { OpenSession } from '../session.js';

const STATUSES: readonly RunStatus[] = ['In-Progress', 'Completed', 'Completed with Errors', 'Failed', 'Not Run'];

interface RunsOptions {
  status?: RunStatus;
  integration?: string;
  set?: string;
  scheduled?: true;
  name?: string;
  limit: number;
}

export function addRunsCommand(program: Command, open: OpenSession): void {
  program
    .command('runs')
    .summary('the runs of the site, newest first')
    .description('The runs of the site, newest first.')
    .addOption(new Option('--status <status>', 'only those').choices(STATUSES))
    .option('--integration <integration>', 'only those of the integration')
    .option('--set <set>', 'only those of the integration set')
    .option('--scheduled', 'only those that a schedule asked for')
    .option('--name <text>', 'only those whose Run Name has the text')
    .option('--limit <number>', 'how many at most, up to 500', readLimit, 20)
    .addHelpText('after', examples('runs --status Failed', 'runs --integration employees --limit 100 --json'))
    .action(async (options: RunsOptions, command: Command) => {
      const session = open(command);
      const { status, integration, set: integrationSet, scheduled, name: q, limit } = options;
      const query = {
        ...given({ status, integration, integrationSet, q }),
        ...(scheduled === true ? { scheduled: 'true' as const } : {}),
        limit,
      };
      const params = { path: { site: session.site() }, query };
      const runs = await answerOf(session.api.GET('/api/v1/sites/{site}/runs', { params }));
      session.show(runs, () => formatRuns(runs.items, session.terminal.width));
    });
}

function formatRuns(runs: readonly Run[], width: number | undefined): string[] {
  if (runs.length === 0) return ['There are no such runs.'];
  const columns = [
    { title: 'Started' },
    { title: 'Run Name' },
    { title: 'Status', paint: paintStatus },
    { title: 'Read', right: true },
    { title: 'Rejected', right: true },
    { title: 'Duration', right: true },
    { title: 'Run' },
  ] as const;
  const rows = runs.map(({ startedAt, name, status, counts, durationSeconds, id }) => [
    localTime(startedAt),
    name,
    status,
    grouped(counts.read),
    grouped(counts.rejected),
    durationSeconds === undefined ? '' : duration(durationSeconds),
    id,
  ]);
  return formatTable(columns, rows, width);
}

function readLimit(given: string): number {
  const limit = Number(given);
  if (Number.isInteger(limit) && limit >= 1 && limit <= 500) return limit;
  throw new InvalidArgumentError('Expected a number from 1 to 500.');
}
