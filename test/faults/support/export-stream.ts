import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';

import type { AnswerBody } from '../../support/http-client.js';
import { askForRun } from './ask-for-run.js';
import { compareRows } from './compare-rows.js';
import type { Outlet } from './outlet.js';
import type { Complaint, Stream, StreamGiven } from './stream.js';

/** So many records there are at first, and so many are changed, or come, before a run, at most. */
const RECORDS = 500;
const CHANGES = 120;
/** How often it is Send All. */
const ALL_SHARE = 0.3;

/** Exports of a table of its own, which changes before each run; what arrived is compared with what had changed. */
export class ExportStream implements Stream {
  readonly name: string;
  readonly ended: AnswerBody[] = [];
  private readonly table: string;
  /** The versions of the records, and those that were acknowledged. */
  private readonly versions = new Map<number, number>();
  private acknowledged = new Map<number, number>();
  private last = 0;

  constructor(
    private readonly given: StreamGiven,
    private readonly outlet: Outlet,
  ) {
    this.name = given.name;
    this.table = `${given.site}_${given.name}`.toLowerCase();
  }

  async prepare(): Promise<void> {
    const { plant, site } = this.given;
    await plant.sql(
      `create table ${this.table} (id integer primary key, version integer not null, body text not null)`,
    );
    await this.change(Array.from({ length: RECORDS }, (_, index) => index + 1));
    await plant.http.put(`/sites/${site}/integrations/${this.name}`, {
      direction: 'export',
      source: { connection: 'target', table: this.table },
      fields: ['id', 'version', 'body'],
      primaryKey: 'id',
      target: { connection: this.name, ...this.outlet.target },
    });
  }

  connections(): Record<string, object> {
    return { [this.name]: this.outlet.connection };
  }

  async run(): Promise<void> {
    const { plant, site, random } = this.given;
    const nth = this.ended.length + 1;
    await this.change(Array.from({ length: random.below(CHANGES) }, () => 1 + random.below(RECORDS + this.last)));
    const what = random.chance(ALL_SHARE) ? 'all' : 'changed';
    const path = `/sites/${site}/integrations/${this.name}/send-${what}`;
    const run = await askForRun(plant.http, path, {}, `${this.name} ${nth}`);
    this.ended.push(run);
    const where = `run ${run.id} of ${site} ${this.name}`;
    assert.equal(run.status, 'Completed', `${where}: ${run.reason}`);
    const sent = [...this.versions].filter(([id, version]) => what === 'all' || this.acknowledged.get(id) !== version);
    assert.deepEqual(compareRows(where, await this.outlet.take(), sent.map(describe)), []);
    assert.deepEqual([run.counts.read, run.counts.applied], [this.versions.size, sent.length], where);
    this.acknowledged = new Map(this.versions);
  }

  async account(): Promise<Complaint[]> {
    const where = `${this.given.site} ${this.name}`;
    const more = compareRows(where, await this.outlet.take(), []);
    return [...more, ...(await this.outlet.leftovers()).map((name) => `${where}: left in the target: ${name}`)];
  }

  /** Gives these records, old ones and new ones, a new version. */
  private async change(ids: readonly number[]): Promise<void> {
    this.last += 1;
    const some = [...new Set(ids)];
    await this.given.plant.sql(
      `insert into ${this.table} select id, ${this.last}, md5(id::text) from unnest($1::integer[]) id
       on conflict (id) do update set version = excluded.version`,
      [some],
    );
    for (const id of some) this.versions.set(id, this.last);
  }
}

function describe([id, version]: [number, number]): string {
  return `${id},${version},${createHash('md5').update(String(id)).digest('hex')}`;
}
