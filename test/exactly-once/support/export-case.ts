import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { AnswerBody, HttpAnswer } from '../../support/http-client.js';
import { eventually } from '../../support/eventually.js';
import { uniqueSite } from '../../support/service.js';
import { SlowLine } from '../../support/slow-line.js';
import type { CaseLane } from './case-lane.js';
import type { BatchEndpoint } from './batch-endpoint.js';
import { BATCH, EXPORT_TARGETS, type ExportKind, type ExportTarget } from './export-targets.js';
import { SeededRandom } from './seeded-random.js';
import type { SftpEndpoint } from './sftp-endpoint.js';

/** So many records there are to send, and so many bytes has each, about. */
export const RECORDS = 45;
export const RECORD_BYTES = 15_000;

/** At most this many records may reach an http endpoint twice: those whose answer nobody has heard. */
const IN_FLIGHT: Record<ExportKind, number> = { folder: 0, sftp: 0, http: BATCH };

/** What is exported, and where to. */
export interface ExportGiven {
  kind: ExportKind;
  seed: number;
  /** The name of the file, where it is one. */
  file?: string | undefined;
  /** What becomes of a file of its name that is there. */
  onExisting?: 'replace' | 'fail';
}

/** One Send All of a table, on a site and to a target of its own. */
export class ExportCase<L extends CaseLane = CaseLane> {
  readonly site = uniqueSite();
  readonly random: SeededRandom;
  private readonly table = `things_${randomUUID().slice(0, 8)}`;
  private readonly inFlight: number;

  private constructor(
    readonly lane: L,
    { kind, seed }: ExportGiven,
    private readonly target: ExportTarget,
    /** Between the worker and the source. */
    readonly source: SlowLine,
  ) {
    this.random = new SeededRandom(seed);
    this.inFlight = IN_FLIGHT[kind];
  }

  /** Makes the records, the site and its target, and starts the site. It must be stopped. */
  static async prepare<L extends CaseLane>(lane: L, given: ExportGiven): Promise<ExportCase<L>> {
    const target = await EXPORT_TARGETS[given.kind](lane, given.file ?? 'things.csv');
    const source = await SlowLine.start(Number(new URL(lane.target.url).port));
    const prepared = new ExportCase(lane, given, target, source);
    await prepared.makeRecords();
    await prepared.makeSite(given.onExisting);
    return prepared;
  }

  get sftp(): SftpEndpoint | undefined {
    return this.target.sftp;
  }

  get http(): BatchEndpoint | undefined {
    return this.target.http;
  }

  request(): Promise<HttpAnswer> {
    return this.send('all');
  }

  /** Waits until the first run of the site has ended, and answers its Run Summary. */
  async ended(): Promise<AnswerBody> {
    const { database, http } = this.lane.service;
    return eventually('the run has ended', async () => {
      const { rows } = await database.query<{ id: string }>(
        'select id from run where site = $1 and ended_at is not null order by started_at limit 1',
        [this.site],
      );
      return rows[0] && (await http.get(`/runs/${rows[0].id}`)).body;
    });
  }

  /** By its final name a file is whole, whatever its run is at. */
  async assertWhole(): Promise<void> {
    const { length } = await this.target.arrived();
    if (this.http === undefined) assert.ok(length === 0 || length === RECORDS, `${length} records stand in the file`);
  }

  /** What the run says has arrived is what has; and Send Changed sends exactly the rest. Answers the run's summary. */
  async assertNothingLost(): Promise<AnswerBody> {
    const { target, lane, site, inFlight } = this;
    const ended = await this.ended();
    assert.deepEqual(await target.leftovers(), []);
    const before = await target.arrived();
    const { applied = 0 } = ended.counts;
    const pending = await lane.service.http.get(`/sites/${site}/integrations/things/pending`);
    assert.deepEqual(pending.body, { read: RECORDS, records: RECORDS - applied, deletes: 0 }, pending.text);
    assert.ok(
      before.length - applied <= inFlight && before.length >= applied,
      `${before.length} came, ${applied} counted`,
    );
    assert.equal(ended.status, applied === RECORDS ? 'Completed' : 'Failed', ended.reason);
    await target.clear();
    const sent = await this.send('changed');
    assert.equal(sent.body.status, 'Completed', sent.text);
    const after = applied === RECORDS ? [] : await target.arrived();
    assert.equal(after.length, RECORDS - applied);
    assert.deepEqual(
      [...new Set([...before, ...after])].sort((one, other) => one - other),
      Array.from({ length: RECORDS }, (_, index) => index + 1),
    );
    return ended;
  }

  /** A file that must not replace another one has both names for a moment while it is published. */
  async giveSecondName(): Promise<void> {
    const { rows } = await this.lane.service.database.query<{ publishing: string }>(
      'select publishing from run where site = $1',
      [this.site],
    );
    await this.target.link?.(rows[0]?.publishing ?? '');
  }

  /** Another file has the name of the run's. */
  async occupyName(): Promise<void> {
    await this.target.occupy?.();
  }

  async vacateName(): Promise<void> {
    await this.target.vacate?.();
  }

  async stop(): Promise<void> {
    await Promise.all([this.target.stop(), this.source.stop()]);
  }

  private send(what: 'all' | 'changed'): Promise<HttpAnswer> {
    return this.lane.service.http.post(
      `/sites/${this.site}/integrations/things/send-${what}`,
      {},
      { Prefer: 'wait=60' },
    );
  }

  /** Of noise, so that a zip of them is as long as they are. */
  private async makeRecords(): Promise<void> {
    const noise = `select string_agg(md5((n * 10000 + i)::text), '') from generate_series(1, ${RECORD_BYTES} / 32) i`;
    await this.lane.service.target.query(
      `create table ${this.table} as select n as id, (${noise}) as name from generate_series(1, ${RECORDS}) n`,
    );
  }

  private async makeSite(onExisting: ExportGiven['onExisting']): Promise<void> {
    const { lane, site, table, source, target } = this;
    const { http, folder } = lane.service;
    const url = new URL(lane.target.url);
    url.port = String(source.port);
    const secret = join(folder, randomUUID());
    await writeFile(secret, url.href);
    const connections = { source: { kind: 'postgres', url: `file:${secret}` }, target: target.connection };
    const made = await http.put(`/sites/${site}`, { kind: 'DEV', connections });
    assert.equal(made.status, 201, made.text);
    const saved = await http.put(`/sites/${site}/integrations/things`, {
      direction: 'export',
      source: { connection: 'source', table },
      primaryKey: 'id',
      target: { ...target.target, ...(onExisting === undefined ? {} : { onExisting }) },
    });
    assert.equal(saved.status, 201, saved.text);
    assert.equal((await http.post(`/sites/${site}/start`)).status, 200);
  }
}
