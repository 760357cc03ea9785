import { formatBytes } from '../../model/format-bytes.js';
import type { RunSummary } from '../answers.js';
import { paintStatus } from './colors.js';
import { formatFacts } from './facts.js';
import { grouped } from './numbers.js';
import { formatTable } from './table.js';
import { duration, localTime } from './time.js';

/** The Run Summary. */
export function formatRun(run: RunSummary): string[] {
  const { counts, file, members } = run;
  return [
    ...formatFacts([
      ['Run Name', run.name],
      ['Status', statusOf(run)],
      ['Run', run.id],
      ['Site', run.site],
      ['Integration', versionOf(run.integration, run)],
      ['Integration set', versionOf(run.integrationSet, run)],
      ['Dry run', run.dryRun ? 'rolled back: the counts say what would have been' : undefined],
      ['Records', members === undefined ? countsOf(counts) : undefined],
      ['File', file && [file.name, file.bytes === undefined ? '' : formatBytes(file.bytes)].filter(Boolean).join(', ')],
      ['Parameters', pairs(run.parameters)],
      ['Requested by', `${run.requestedBy} (${run.trigger})`],
      ['Started', localTime(run.startedAt)],
      ['Ended', localTime(run.endedAt)],
      ['Duration', run.durationSeconds === undefined ? undefined : duration(run.durationSeconds)],
      ['Steps', stepsOf(run)],
      ['Temporal', run.temporal.url ?? run.temporal.workflowId],
    ]),
    ...(members === undefined ? [] : ['', ...formatMembers(members)]),
    // Those of a set are those of its members.
    ...(counts.rejected > 0 && !run.dryRun && members === undefined
      ? ['', `The refused records: integrator rejects get ${run.id} -o rejects.csv`]
      : []),
  ];
}

/** `1,000 read, 997 applied, 3 rejected` */
export function countsOf(counts: RunSummary['counts']): string {
  const known = Object.entries(counts).filter(([, count]) => count > 0);
  return known.map(([name, count]) => `${grouped(count)} ${name}`).join(', ') || 'none';
}

function statusOf({ status, reason }: { status: string; reason?: string }): string {
  return reason === undefined ? paintStatus(status) : `${paintStatus(status)}: ${reason}`;
}

function versionOf(name: string | undefined, { definitionVersion }: RunSummary): string | undefined {
  return name === undefined ? undefined : `${name}, version ${definitionVersion}`;
}

function stepsOf({ steps }: RunSummary): string {
  return steps.map(({ step, seconds }) => `${step} ${seconds === undefined ? '…' : duration(seconds)}`).join(', ');
}

function pairs(values: RunSummary['parameters']): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');
}

function formatMembers(members: NonNullable<RunSummary['members']>): string[] {
  const columns = [
    { title: '#' },
    { title: 'Integration' },
    { title: 'Status', paint: paintStatus },
    { title: 'Run' },
    { title: 'Reason' },
  ];
  const rows = members.map(({ position, integration, status = 'not begun', run = '', reason = '' }) => [
    String(position),
    integration,
    status,
    run,
    reason,
  ]);
  return formatTable(columns, rows, undefined);
}
