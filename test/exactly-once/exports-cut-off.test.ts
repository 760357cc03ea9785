import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import { eventually } from '../support/eventually.js';
import type { AnswerBody } from '../support/http-client.js';
import type { Moment } from '../support/proxied-session.js';
import { uniqueSite } from '../support/service.js';
import { BATCH, EXPORT_TARGETS, type ExportTarget } from './support/export-targets.js';
import type { Lane } from './support/lane.js';
import { ParallelCases } from './support/parallel-cases.js';

const RECORDS = 45;

/** A statement on the control database, or on the source. */
interface Place {
  statement: RegExp;
  of?: 'source';
  nth?: number;
}

const EVERYWHERE: Record<string, Place> = {
  'reading the source': { statement: /^copy/, of: 'source' },
  'noting what there is to send': { statement: /^update run set collected = / },
  'noting what has arrived of it': { statement: /^update run set collected = collected/ },
  'moving the state on': { statement: /^with moved as/ },
  'closing the run': { statement: /^update run set status/ },
};

const OF_FILES: Record<string, Place> = {
  ...EVERYWHERE,
  'giving the file its name': { statement: /^update run set publishing/ },
  'noting that the file is there': { statement: /^update run set sent_records/ },
};

const OF_RECORDS: Record<string, Place> = {
  ...EVERYWHERE,
  'noting the first batch': { statement: /^with turn as[^]*sent_records/ },
  'noting the last batch but one': { statement: /^with turn as[^]*sent_records/, nth: Math.ceil(RECORDS / BATCH) - 1 },
};

/** At most this many records may reach an http endpoint twice: those whose answer nobody has heard. */
const IN_FLIGHT: Record<keyof typeof EXPORT_TARGETS, number> = { folder: 0, sftp: 0, http: BATCH };

describe('an export that is cut off', function () {
  this.timeout(600_000);
  const cases = new ParallelCases(6);
  before(() => cases.begin());
  after(() => cases.end());

  for (const kind of ['folder', 'sftp', 'http'] as const) {
    for (const [title, place] of Object.entries(kind === 'http' ? OF_RECORDS : OF_FILES)) {
      for (const at of ['sent', 'answered'] as const) {
        const where = `to ${kind}, ${title}, ${at === 'sent' ? 'before' : 'after'} it is done`;
        cases.declare(`by a halt ${where}, loses and doubles no record`, 'at once', (lane) =>
          cutOff(lane, kind, { ...place, at }, halt),
        );
        if (at === 'sent') continue;
        cases.declare(`by kill -9 ${where}, is finished by another worker`, 'at once', (lane) =>
          cutOff(lane, kind, { ...place, at }, kill),
        );
      }
    }
  }
});

interface Export {
  lane: Lane;
  site: string;
  table: string;
  run: string;
}

/** What cuts an export off that is kept at its place until it is released. */
type Cut = (given: Export, release: () => void) => Promise<void>;

async function cutOff(
  lane: Lane,
  kind: keyof typeof EXPORT_TARGETS,
  { statement, of, nth = 1, at }: Place & { at: Moment['at'] },
  cut: Cut,
): Promise<void> {
  const target = await EXPORT_TARGETS[kind](lane);
  try {
    const { site, table } = await prepare(lane, target);
    let release!: () => void;
    const released = new Promise<void>((resolve) => (release = resolve));
    const proxy = of === 'source' ? lane.target : lane.control;
    const run = randomUUID();
    const reached = proxy.once({ statement, nth, at }, (session) => session.hold(released));
    const asked = await lane.service.http.post(`/sites/${site}/integrations/things/send-all`, { name: run });
    assert.equal(asked.status, 202, asked.text);
    await reached;
    await cut({ lane, site, table, run: asked.body.id }, release);
    await assertNothingLost({ lane, site, table, run: asked.body.id }, target, IN_FLIGHT[kind]);
  } finally {
    await target.stop();
  }
}

async function prepare(lane: Lane, target: ExportTarget): Promise<{ site: string; table: string }> {
  const { http, target: source } = lane.service;
  const [site, table] = [uniqueSite(), `things_${randomUUID().slice(0, 8)}`];
  await source.query(
    `create table ${table} as select n as id, 'name ' || n as name from generate_series(1, ${RECORDS}) n`,
  );
  const connections = { source: { kind: 'postgres', url: 'env:TARGET_URL' }, target: target.connection };
  const made = await http.put(`/sites/${site}`, { kind: 'DEV', connections });
  assert.equal(made.status, 201, made.text);
  const saved = await http.put(`/sites/${site}/integrations/things`, {
    direction: 'export',
    source: { connection: 'source', table },
    primaryKey: 'id',
    target: target.target,
  });
  assert.equal(saved.status, 201, saved.text);
  assert.equal((await http.post(`/sites/${site}/start`)).status, 200);
  return { site, table };
}

const halt: Cut = async ({ lane: { service }, site }, release) => {
  const stopped = service.http.post(`/sites/${site}/stop`, { reason: 'stocktake' });
  await eventually('the site is stopping', async () => {
    const { body } = await service.http.get(`/sites/${site}`);
    return body.integrator === 'Stopping' || body.integrator === 'Stopped';
  });
  release();
  const { status, text } = await stopped;
  assert.ok(status === 200 || status === 202, text);
  await eventually('the site is stopped', async () => {
    const { body } = await service.http.get(`/sites/${site}`);
    return body.integrator === 'Stopped';
  });
  assert.equal((await service.http.post(`/sites/${site}/start`)).status, 200);
};

const kill: Cut = async ({ lane, run }, release) => {
  lane.strike('SIGKILL');
  release();
  await lane.startWorker();
  const ended = await endOf(lane, run);
  assert.equal(ended.status, 'Completed', ended.reason);
};

/** What the run says has arrived is what has; and Send Changed sends exactly the rest. */
async function assertNothingLost(given: Export, target: ExportTarget, inFlight: number): Promise<void> {
  const { lane, site, run } = given;
  const { http } = lane.service;
  const ended = await endOf(lane, run);
  assert.deepEqual(await target.leftovers(), []);
  const before = await target.arrived();
  const { applied = 0 } = ended.counts;
  const path = `/sites/${site}/integrations/things`;
  const pending = await http.get(`${path}/pending`);
  assert.deepEqual(pending.body, { read: RECORDS, records: RECORDS - applied, deletes: 0 }, pending.text);
  assert.ok(
    before.length - applied <= inFlight && before.length >= applied,
    `${before.length} came, ${applied} counted`,
  );
  assert.equal(ended.status, applied === RECORDS ? 'Completed' : 'Failed');
  await target.clear();
  const sent = await http.post(`${path}/send-changed`, {}, { Prefer: 'wait=60' });
  assert.equal(sent.body.status, 'Completed', sent.text);
  const after = applied === RECORDS ? [] : await target.arrived();
  assert.equal(after.length, RECORDS - applied);
  assert.deepEqual(
    [...new Set([...before, ...after])].sort((one, other) => one - other),
    Array.from({ length: RECORDS }, (_, index) => index + 1),
  );
}

async function endOf({ service }: Lane, run: string): Promise<AnswerBody> {
  return eventually('the run has ended', async () => {
    const { body } = await service.http.get(`/runs/${run}`);
    return body.status !== 'In-Progress' && body;
  });
}
