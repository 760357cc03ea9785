import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import pg from 'pg';

import type { AnswerBody, HttpAnswer } from '../../support/http-client.js';
import { eventually } from '../../support/eventually.js';
import { uniqueSite } from '../../support/service.js';
import type { CaseLane } from './case-lane.js';
import type { GeneratedFile } from './generated-file.js';
import { INBOXES, type Inbox, type InboxKind } from './inboxes.js';
import { pack, writeKeys, type Packing } from './packing.js';
import { columnsFor, EXCLUSION_GROUPS, schemaFor, type Row } from './people.js';
import { SeededRandom } from './seeded-random.js';
import type { SftpEndpoint } from './sftp-endpoint.js';

const COLUMNS: readonly (keyof Row)[] = ['id', 'name', 'rate', 'born', 'code', 'department', 'note'];

/** How long a run may take in which a worker was lost, in milliseconds. */
const ENDED_WITHIN = 90_000;

export interface Given {
  file: GeneratedFile;
  packing?: Packing | undefined;
  from?: InboxKind | undefined;
}

/**
 * One import of a generated file, on a site and into a table of its own; from a folder where nothing else is said, with
 * an archive. Every second seed has a folder for files of failed runs as well.
 */
export class ImportCase<L extends CaseLane = CaseLane> {
  readonly site = uniqueSite();
  readonly table = `people_${randomUUID().slice(0, 8)}`;
  readonly fileName: string;
  /** The folder its file comes from. */
  readonly folder: string;
  /** The run, once it is known. */
  run = '';
  readonly random: SeededRandom;
  /** The file as it arrives, and before it was encrypted. */
  arrived: Buffer = Buffer.alloc(0);
  unsealed: Buffer = Buffer.alloc(0);
  private inbox!: Inbox;

  private constructor(
    readonly lane: L,
    readonly seed: number,
    readonly file: GeneratedFile,
    private readonly packing: Packing,
  ) {
    this.random = new SeededRandom(seed);
    this.fileName = `people.${packing}`;
    this.folder = join(lane.service.folder, 'inboxes', this.site);
  }

  /** Makes the site, its target and the file, and starts the site. One that is not from a folder must be stopped. */
  static async prepare<L extends CaseLane>(
    lane: L,
    seed: number,
    { file, packing = 'csv', from = 'folder' }: Given,
  ): Promise<ImportCase<L>> {
    const prepared = new ImportCase(lane, seed, file, packing);
    prepared.inbox = await INBOXES[from](prepared);
    await prepared.makeTarget();
    await prepared.makeSite();
    Object.assign(prepared, await pack(file.csv, packing));
    await prepared.deliver(prepared.arrived);
    return prepared;
  }

  /** Where the file is taken from, where that is an SFTP server. */
  get sftp(): SftpEndpoint | undefined {
    return this.inbox.sftp;
  }

  /** Whether it is taken from somewhere, and put away there. */
  get isTaken(): boolean {
    return this.inbox.connection !== undefined;
  }

  async stop(): Promise<void> {
    await this.inbox.stop();
  }

  /** Asks for the run, and answers when it has ended or nobody waits for it any more. */
  async request(): Promise<HttpAnswer> {
    const { http } = this.lane.service;
    const exclude = this.file.mode === 'replace' ? [] : Object.keys(EXCLUSION_GROUPS);
    const request = { integration: 'people', exclude, ...(!this.isTaken && { file: this.fileName }) };
    return http.post(`/sites/${this.site}/runs`, request, { Prefer: 'wait=60' });
  }

  /** Waits until the only run of the site has ended in Temporal as well, and answers its Run Summary. */
  async ended(): Promise<AnswerBody> {
    const { database, temporal } = this.lane.service;
    this.run = await eventually('the run is opened', async () => {
      const { rows } = await database.query<{ id: string }>('select id from run where site = $1', [this.site]);
      return rows[0]?.id;
    });
    const handle = temporal.workflow.getHandle(`run/${this.run}`);
    // How it ended, its summary tells.
    await temporal.withDeadline(Date.now() + ENDED_WITHIN, () => handle.result().catch(() => undefined));
    return this.summary();
  }

  async summary(run = this.run): Promise<AnswerBody> {
    return (await this.lane.service.http.get(`/runs/${run}`)).body;
  }

  /** Puts a file of the name into the folder, in one step, or uploads it. */
  async deliver(content: Buffer): Promise<void> {
    if (!this.isTaken) {
      const path = `/sites/${this.site}/files/${this.fileName}`;
      const { status, text } = await this.lane.service.http.put(path, content);
      assert.equal(status, 200, text);
      return;
    }
    await writeFile(join(this.folder, '.coming'), content);
    await rename(join(this.folder, '.coming'), join(this.folder, this.fileName));
  }

  /** A small file of the same name and packing, as the next one to come. */
  async nextFile(): Promise<Buffer> {
    const header = this.file.csv.subarray(0, this.file.csv.indexOf('\n') + 1);
    const record = 'P999999,Next,1.5,1990-01-01,n,Deli,next\n';
    return (await pack(Buffer.concat([header, Buffer.from(record)]), this.packing)).arrived;
  }

  get sha256(): string {
    return createHash('sha256').update(this.arrived).digest('hex');
  }

  /** What is in the target, each row as a line of text. */
  async rows(): Promise<string[]> {
    const { rows } = await this.lane.service.target.query<Row>(
      `select ${COLUMNS.map((column) => `${column}::text`).join(', ')} from ${this.table}`,
    );
    return rows.map(describeRow);
  }

  private async makeTarget(): Promise<void> {
    const { target } = this.lane.service;
    const { mode, before } = this.file;
    await target.query(`create table ${this.table} (${columnsFor(mode)})`);
    const values = before.map((row) => `(${COLUMNS.map((column) => literal(row[column])).join(', ')})`);
    await target.query(`insert into ${this.table} (${COLUMNS.join(', ')}) values ${values.join(', ')}`);
  }

  private async makeSite(): Promise<void> {
    const { http, folder } = this.lane.service;
    await mkdir(this.folder, { recursive: true });
    // Each start of the site checks the keys, which takes a process.
    const keys = this.packing.endsWith('pgp') ? await writeKeys(join(folder, 'keys')) : undefined;
    const connections = {
      target: { kind: 'postgres', url: 'env:TARGET_URL' },
      ...(this.isTaken && { inbox: this.inbox.connection }),
      ...(keys && { keys: keys.connection }),
    };
    const site = await http.put(`/sites/${this.site}`, {
      kind: 'DEV',
      connections,
      exclusionGroups: EXCLUSION_GROUPS,
    });
    assert.equal(site.status, 201, site.text);
    const { mode } = this.file;
    const putAway = { archive: 'archive', ...(this.seed % 2 === 0 && { failed: 'failed' }) };
    const source = { connection: 'inbox', file: this.fileName, settleSeconds: 0, ...putAway };
    const made = await http.put(`/sites/${this.site}/integrations/people`, {
      ...(this.isTaken && { source }),
      ...(keys && { pgp: keys.pgp }),
      limits: { maxBytes: '50MB' },
      schema: schemaFor(mode),
      target: { connection: 'target', table: this.table, mode },
    });
    assert.equal(made.status, 201, made.text);
    const started = await http.post(`/sites/${this.site}/start`);
    assert.equal(started.status, 200, started.text);
  }
}

/** A row as a line of text, to compare by. */
export function describeRow(row: Row): string {
  return JSON.stringify(COLUMNS.map((column) => row[column]));
}

function literal(text: string | null): string {
  return text === null ? 'null' : pg.escapeLiteral(text);
}
