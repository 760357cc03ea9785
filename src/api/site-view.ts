import { z } from 'zod';

import { armingView, viewArming } from './arming-view.js';
import { present } from './present.js';
import { siteId } from '../model/names.js';
import { runProgress } from '../model/run-progress.js';
import { runStatus, runStepName } from '../model/run.js';
import { heldChoice, integratorState, siteProperties, taskStatus, type TaskStatus } from '../model/site.js';
import type { Arming } from '../store/armings.js';
import type { OpenRunProgress } from '../store/open-runs.js';
import type { StoredSite } from '../store/sites.js';
import type { StoredTask } from '../store/tasks.js';
import type { SiteView } from '../workflows/messages.js';

const time = z.iso.datetime({ offset: true });

/** A site, as a list shows it. */
export const siteInList = siteProperties.extend({ site: siteId, integrator: integratorState });

const taskView = z.object({
  integration: z.string(),
  direction: z.enum(['import', 'export']),
  status: taskStatus,
  nextFire: time.optional().meta({ description: 'When an enabled schedule has it due next, by itself or in a set.' }),
  lastRun: z
    .object({ id: z.uuid(), name: z.string(), status: runStatus, startedAt: time, endedAt: time.optional() })
    .optional(),
});

const openRunView = z.object({
  run: z.uuid(),
  integration: z.string().optional(),
  integrationSet: z.string().optional().meta({ description: 'Where it is the run of a set.' }),
  name: z.string().optional(),
  startedAt: time.optional(),
  step: runStepName.optional().meta({ description: 'The step that began last.' }),
  progress: runProgress.optional().meta({ description: 'While it moves records: how far it has come.' }),
});

/** A site with all that is going on there. */
export const siteView = siteInList.extend({
  reason: z.string().optional().meta({ description: 'Why it was stopped.' }),
  deadline: time.optional().meta({ description: 'While it drains: when what still runs is halted.' }),
  plannedStart: z
    .object({ at: time, by: z.string(), held: heldChoice })
    .optional()
    .meta({ description: 'When it will start, who planned that, and what becomes of the requests that are held.' }),
  tasks: z.array(taskView).meta({ description: 'Every integration of the site.' }),
  runs: z.array(openRunView).meta({ description: 'Running runs; those a site that is Stopping waits for.' }),
  armed: z.record(z.string(), armingView).meta({
    description: 'Connections through which a site that is not LIVE may write to an endpoint of a LIVE one.',
  }),
  held: z.number().int().meta({ description: 'How many requests came while it was not Running and wait for a start.' }),
});

/** What a site's workflow knows, and what the store knows. */
export interface SiteParts {
  site: StoredSite;
  view: SiteView & { tasks: Record<string, TaskStatus> };
  tasks: readonly StoredTask[];
  /** ISO 8601, by integration. */
  nextFires: ReadonlyMap<string, string>;
  progress: ReadonlyMap<string, OpenRunProgress>;
  armings: Readonly<Record<string, Arming>>;
  held: number;
}

export function viewSite({
  site,
  view,
  tasks,
  nextFires,
  progress,
  armings,
  held,
}: SiteParts): z.output<typeof siteView> {
  const { integrator, reason, deadline, plannedStart } = view;
  // Its workflow hears of the end of a run a moment after the store.
  const runs = view.runs.filter(({ run }) => (progress.get(run)?.endedAt ?? null) === null);
  const running = new Set(runs.map(({ integration }) => integration));
  const statusOf = (task: StoredTask): TaskStatus => {
    const status = view.tasks[task.integration];
    const isOver = status === 'In-Progress' && !running.has(task.integration);
    return status === undefined || isOver ? storedStatusOf(task) : status;
  };
  return {
    ...site,
    integrator,
    ...present('reason', reason),
    ...present('deadline', deadline),
    ...present('plannedStart', plannedStart),
    tasks: tasks.map((task) => ({
      ...viewTask(task, statusOf(task)),
      ...present('nextFire', nextFires.get(task.integration)),
    })),
    runs: runs.map(({ fire, ...open }) => ({ ...open, ...viewProgress(progress.get(open.run)) })),
    armed: Object.fromEntries(Object.entries(armings).map(([name, arming]) => [name, viewArming(arming)])),
    held,
  };
}

/** A run of it that a set has begun is known to the store alone. */
function storedStatusOf({ lastRun }: StoredTask): TaskStatus {
  return lastRun?.status === 'In-Progress' ? 'In-Progress' : '';
}

function viewTask({ integration, direction, lastRun }: StoredTask, status: TaskStatus): z.output<typeof taskView> {
  if (lastRun === null) return { integration, direction, status };
  const { id, name, status: ended, startedAt, endedAt } = lastRun;
  const run = { id, name, status: ended, startedAt: asTime(startedAt) };
  return {
    integration,
    direction,
    status,
    lastRun: { ...run, ...present('endedAt', endedAt === null ? null : asTime(endedAt)) },
  };
}

function viewProgress(open: OpenRunProgress | undefined): Partial<z.output<typeof openRunView>> {
  if (open === undefined) return {};
  const { name, startedAt, step, progress } = open;
  return { name, startedAt: startedAt.toISOString(), ...present('step', step), ...present('progress', progress) };
}

function asTime(text: string): string {
  return new Date(text).toISOString();
}
