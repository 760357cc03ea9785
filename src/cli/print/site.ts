import type { Site, SiteInList } from '../answers.js';
import { colors, paintStatus } from './colors.js';
import { formatFacts } from './facts.js';
import { formatTable } from './table.js';
import { localTime, zonedTime } from './time.js';

export function formatSites(sites: readonly SiteInList[], width: number | undefined): string[] {
  if (sites.length === 0) return ['There are no sites yet. integrator apply -f site.yaml makes one.'];
  const columns = [
    { title: 'Site' },
    { title: 'Kind' },
    { title: 'Integrator', paint: paintStatus },
    { title: 'Time zone' },
  ];
  return formatTable(
    columns,
    sites.map(({ site, kind, integrator, timeZone }) => [site, kind, integrator, timeZone]),
    width,
  );
}

/** A site with all that is going on there. */
export function formatSite(site: Site, width: number | undefined): string[] {
  const { integrator, reason, plannedStart, deadline, held, runs, timeZone } = site;
  return [
    ...formatFacts([
      ['Site', `${colors.bold(site.site)} (${site.kind}, ${timeZone})`],
      ['Integrator', paintStatus(integrator) + (reason === undefined ? '' : `: ${reason}`)],
      ['Halts what runs', localTime(deadline, timeZone)],
      ['Starts', plannedStart && `${localTime(plannedStart.at, timeZone)}, planned by ${plannedStart.by}`],
      ['Held requests', held === 0 ? undefined : String(held)],
    ]),
    '',
    ...formatTasks(site, width),
    ...(runs.length === 0 ? [] : ['', 'Running now', ...formatOpenRuns(site, width)]),
  ];
}

function formatTasks({ tasks, timeZone }: Site, width: number | undefined): string[] {
  if (tasks.length === 0) return ['It has no tasks yet.'];
  const columns = [
    { title: 'Task' },
    { title: 'Status' },
    { title: 'Last run', paint: paintStatus },
    { title: 'Started' },
    { title: 'Next fire' },
  ];
  const rows = tasks.map(({ integration, status, lastRun, nextFire }) => [
    integration,
    status,
    lastRun?.status ?? '',
    localTime(lastRun?.startedAt, timeZone),
    zonedTime(nextFire),
  ]);
  return formatTable(columns, rows, width);
}

function formatOpenRuns({ runs, timeZone }: Site, width: number | undefined): string[] {
  const columns = [{ title: 'Started' }, { title: 'Run Name' }, { title: 'Step' }, { title: 'Run' }];
  const rows = runs.map(({ startedAt, name, integration, integrationSet, step, run }) => [
    localTime(startedAt, timeZone),
    name ?? integration ?? integrationSet ?? '',
    step ?? '',
    run,
  ]);
  return formatTable(columns, rows, width);
}
