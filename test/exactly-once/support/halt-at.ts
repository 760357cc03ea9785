import assert from 'node:assert/strict';

import { temporal } from '@temporalio/proto';

import { eventually } from '../../support/eventually.js';
import { bringToPlace, type AskedRun } from './bring-to-place.js';
import type { CaseLane } from './case-lane.js';
import type { Strike } from './strikes.js';

/** A run that is to be halted, of a site of its own. */
export interface HaltedRun extends AskedRun {
  lane: CaseLane;
  site: string;
}

/** Steps that a halt ends; the others tidy up after it. */
const HALTED_STEPS = new Set([
  'receiveFile',
  'openFile',
  'loadRecords',
  'collectRecords',
  'deliverFile',
  'sendRecords',
]);

const { PendingActivityState, EventType } = temporal.api.enums.v1;

/**
 * Brings the run to the place, stops its site there, and starts it again. The run stays at the place until its step has
 * heard of the halt.
 *
 * @param look is done while the run is held.
 * @throws AssertionError when the run has ended without having come to the place.
 */
export async function haltAt<Given extends HaltedRun>(
  given: Given,
  strike: Strike<Given>,
  look: (given: Given) => Promise<void>,
): Promise<void> {
  const { http } = given.lane.service;
  const { inTime, release } = await bringToPlace([given], strike);
  assert.ok(inTime, 'the run has ended without having come to the place');
  try {
    await look(given);
    const stopped = http.post(`/sites/${given.site}/stop`, { reason: 'stocktake' });
    stopped.catch(() => undefined);
    await eventually('the run hears of the halt', () => hasHeard(given));
    await look(given);
    await release();
    const { status, text } = await stopped;
    assert.ok(status === 200 || status === 202, text);
  } finally {
    await release();
  }
  await eventually('the site is stopped', async () => (await stateOf(given)) === 'Stopped');
  await eventually('the site is started', async () => (await http.post(`/sites/${given.site}/start`)).status === 200);
}

async function stateOf({ lane, site }: HaltedRun): Promise<string> {
  return (await lane.service.http.get(`/sites/${site}`)).body.integrator;
}

/** A step hears of its halt by the answer to its next heartbeat: whether there was one since it was asked to end. */
async function hasHeard(given: HaltedRun): Promise<boolean> {
  if (!(await stateOf(given)).startsWith('Stop')) return false;
  const { database, temporal: client } = given.lane.service;
  const { rows } = await database.query<{ id: string }>('select id from run where site = $1', [given.site]);
  // What is not written down yet has no step.
  if (rows[0] === undefined) return true;
  const handle = client.workflow.getHandle(`run/${rows[0].id}`);
  const { raw } = await handle.describe();
  const step = raw.pendingActivities?.find(({ activityType }) => HALTED_STEPS.has(activityType?.name ?? ''));
  if (step === undefined) return true;
  if (step.state !== PendingActivityState.PENDING_ACTIVITY_STATE_CANCEL_REQUESTED) return false;
  const { events } = await handle.fetchHistory();
  const asked = events?.findLast(({ eventType }) => eventType === EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED);
  return millis(step.lastHeartbeatTime) > millis(asked?.eventTime);
}

function millis(time: { seconds?: unknown; nanos?: number | null } | null | undefined): number {
  return Number(time?.seconds ?? 0) * 1000 + (time?.nanos ?? 0) / 1e6;
}
