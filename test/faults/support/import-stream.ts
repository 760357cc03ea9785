import assert from 'node:assert/strict';
import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { LoadMode } from '../../../src/model/import-integration.js';
import type { AnswerBody } from '../../support/http-client.js';
import { askForRun } from './ask-for-run.js';
import { compareRows } from './compare-rows.js';
import { makeImportContent, type ImportContent, type Rows } from './import-content.js';
import type { Complaint, Stream, StreamGiven } from './stream.js';

/** How the files of a stream come: uploaded, or taken from a folder. */
export type Arrival = 'upload' | 'folder';

/** Imports into a table of its own. */
export class ImportStream implements Stream {
  readonly name: string;
  readonly ended: AnswerBody[] = [];
  private readonly table: string;
  private readonly fileName: string;
  private readonly inbox: string;
  private rows: Rows = new Map();

  constructor(
    private readonly given: StreamGiven,
    private readonly mode: LoadMode,
    private readonly arrival: Arrival,
  ) {
    this.name = given.name;
    this.table = `${given.site}_${given.name}`.toLowerCase();
    this.fileName = `${given.name}.csv`;
    this.inbox = join(given.plant.folder, 'inboxes', given.site, given.name);
  }

  async prepare(): Promise<void> {
    const { plant, site } = this.given;
    const key = this.mode === 'insert' ? '' : 'primary key';
    await plant.sql(`create table ${this.table} (id text ${key}, name text not null, rate numeric, note text)`);
    await mkdir(this.inbox, { recursive: true });
    const putAway = { archive: 'archive', failed: 'failed' };
    const source = { connection: this.name, file: this.fileName, settleSeconds: 0, ...putAway };
    await plant.http.put(`/sites/${site}/integrations/${this.name}`, {
      ...(this.arrival === 'folder' && { source }),
      schema: {
        ...(this.mode === 'insert' ? {} : { primaryKey: 'id' }),
        fields: [
          { name: 'id', constraints: { required: true } },
          { name: 'name', constraints: { required: true } },
          { name: 'rate', type: 'number', constraints: { minimum: 0 } },
          { name: 'note' },
        ],
      },
      limits: { maxBytes: '50MB' },
      target: { connection: 'target', table: this.table, mode: this.mode },
    });
  }

  /** The connection its site must have, where its files come from a folder. */
  connections(): Record<string, object> {
    return this.arrival === 'folder' ? { [this.name]: { kind: 'folder', path: this.inbox } } : {};
  }

  async run(): Promise<void> {
    const { plant, site, random } = this.given;
    const nth = this.ended.length + 1;
    const content = makeImportContent(random, this.mode, this.rows, nth);
    await this.bring(content.csv);
    const { name: integration, fileName: file } = this;
    const request = this.arrival === 'folder' ? { integration } : { integration, file };
    const run = await askForRun(plant.http, `/sites/${site}/runs`, request, `${integration} ${nth}`);
    this.ended.push(run);
    this.judge(run, content);
    this.rows = content.after;
  }

  async account(): Promise<Complaint[]> {
    const { plant, site } = this.given;
    const where = `${site} ${this.name}`;
    const rows = await plant.rows<{ text: string }>(
      `select concat_ws(',', id, name, rate, coalesce(note, '')) as text from ${this.table}`,
    );
    const complaints = compareRows(
      where,
      rows.map(({ text }) => text),
      [...this.rows.values()],
    );
    return [...complaints, ...(await this.accountFiles(where))];
  }

  /** Every file was put away once, and nothing else lies there. */
  private async accountFiles(where: string): Promise<Complaint[]> {
    if (this.arrival === 'upload') return [];
    const names = async (folder: string): Promise<string[]> => readdir(join(this.inbox, folder)).catch(() => []);
    const failed = this.ended.filter(({ status }) => status === 'Failed').length;
    const found = [(await names('archive')).length, (await names('failed')).length];
    const expected = [this.ended.length - failed, failed];
    const left = [...(await names('.integrator')), ...(await names('.')).filter((name) => name.endsWith('.csv'))];
    return [
      ...(left.length > 0 ? [`${where}: left in the inbox: ${left.join(', ')}`] : []),
      ...(found.join() === expected.join() ? [] : [`${where}: put away ${found.join()}, expected ${expected.join()}`]),
    ];
  }

  private async bring(csv: string): Promise<void> {
    const { plant, site } = this.given;
    if (this.arrival === 'upload') {
      await plant.http.put(`/sites/${site}/files/${this.fileName}`, csv);
      return;
    }
    const coming = join(this.inbox, `.${this.fileName}.coming`);
    await writeFile(coming, csv);
    await rename(coming, join(this.inbox, this.fileName));
  }

  private judge({ id, status, code, reason, counts }: AnswerBody, content: ImportContent): void {
    const { read, rejected, refused } = content;
    const where = `run ${id} of ${this.given.site} ${this.name}: ${reason}`;
    if (refused !== undefined) {
      assert.deepEqual({ status, code }, { status: 'Failed', code: refused }, where);
      return;
    }
    assert.equal(status, rejected > 0 ? 'Completed with Errors' : 'Completed', where);
    const { read: found, applied = 0, unchanged = 0, rejected: refusals } = counts;
    assert.deepEqual([found, refusals], [read, rejected], where);
    assert.equal(applied + unchanged, read - rejected, where);
  }
}
