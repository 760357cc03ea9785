import assert from 'node:assert/strict';

import type { AnswerBody } from '../../support/http-client.js';
import { holdTable } from '../../support/hold-table.js';
import type { TestService } from '../../support/service.js';
import type { ImportSite } from './import-site.js';

/** A run that stays In-Progress until it is let go, as its target is held by somebody else. */
export interface HeldRun {
  run: AnswerBody;
  /** Lets it go on, and answers how it ended. */
  release: () => Promise<AnswerBody>;
}

/** Runs `things` over a file that is uploaded under this name, and holds the run open. */
export async function holdRun(service: TestService, { site, table }: ImportSite, file: string): Promise<HeldRun> {
  const { http } = service;
  await http.put(`/sites/${site}/files/${file}`, 'id,name\n1,one\n');
  const held = await holdTable(service, table);
  const { status, body, text } = await http.post(`/sites/${site}/runs`, { integration: 'things', file });
  assert.equal(status, 202, text);
  assert.equal(body.status, 'In-Progress');
  await loadWaits(service, table);
  return {
    run: body,
    release: async () => {
      await held.release();
      return waitForEnd(service, body.id);
    },
  };
}

/** Waits until a run has ended, however long ago its caller stopped waiting. */
export async function waitForEnd({ http, database }: TestService, run: string): Promise<AnswerBody> {
  const client = await database.connect();
  try {
    await client.query('listen integrator_run');
    for (;;) {
      const changed = new Promise((resolve) => client.once('notification', resolve));
      const { body } = await http.get(`/runs/${run}`);
      if (body.status !== 'In-Progress') return body;
      await changed;
    }
  } finally {
    client.release(true);
  }
}

/** Resolves when somebody waits for the lock on the table: the load has come so far. No event tells. */
export async function loadWaits({ target }: TestService, table: string): Promise<void> {
  const waiting = `select from pg_locks where relation = $1::regclass and not granted`;
  while ((await target.query(waiting, [table])).rowCount === 0) await target.query('select pg_sleep(0.01)');
}
