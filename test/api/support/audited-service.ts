import assert from 'node:assert/strict';

import { assertHas } from '../../support/assert-has.js';
import type { AnswerBody, HttpAnswer } from '../../support/http-client.js';
import { startService, uniqueSite, type TestService } from '../../support/service.js';
import { asCaller } from './as-caller.js';

type Line = Record<string, unknown>;

/** A service that asks who comes: as the admin ada and the operator olaf speak to it. */
export interface AuditedService {
  service: TestService;
  admin: TestService;
  operator: TestService;
  /** A site with an integration `things`, whose file is uploaded. */
  newSite: () => Promise<string>;
  /** The lines that `act` leaves in the audit of the site, oldest first, without their times. */
  linesOf: (site: string, act: () => Promise<unknown>) => Promise<Line[]>;
}

export async function auditedService(): Promise<AuditedService> {
  const service = await startService({ authentication: { mode: 'required' } });
  const admin = await asCaller(service, 'ada', 'admin');
  const operator = await asCaller(service, 'olaf', 'operator');
  // A site that is deleted has an audit as well.
  const audit = async (site: string) => (await admin.http.get(`/audit?site=${site}&limit=500`)).body.items;
  return {
    service,
    admin,
    operator,
    newSite: async () => {
      const site = uniqueSite();
      await done(admin.http.put(`/sites/${site}`, { kind: 'DEV', connections }));
      await done(admin.http.put(`/sites/${site}/integrations/things`, importInto('one')));
      await done(operator.http.put(`/sites/${site}/files/things.csv`, 'id\n1\n'));
      return site;
    },
    linesOf: async (site, act) => {
      const before = await audit(site);
      await act();
      const after = await audit(site);
      return after
        .slice(0, after.length - before.length)
        .toReversed()
        .map((line) => withoutTime(site, line));
    },
  };
}

function withoutTime(site: string, line: AnswerBody): Line {
  const { at, site: its, ...rest } = { ...line } as Line;
  assert.ok(Math.abs(Date.parse(String(at)) - Date.now()) < 60_000, String(at));
  assert.equal(its, site);
  return rest;
}

export const connections = { target: { kind: 'postgres', url: 'env:TARGET_URL' } };

/** An import into this table. */
export function importInto(table: string) {
  return {
    schema: { primaryKey: ['id'], fields: [{ name: 'id' }] },
    target: { connection: 'target', table, mode: 'upsert' },
  };
}

/** What is asked for is done. */
export async function done(answer: Promise<HttpAnswer>): Promise<HttpAnswer> {
  const { status, text } = await answer;
  assert.ok(status < 300, text);
  return answer;
}

/** The line is as told; what was and what is have the parts that are told, and differ there. */
export function assertChange(
  line: Line | undefined,
  told: Line,
  { paths = [], ...expected }: { from: object | null; to: object | null; paths?: string[] },
): void {
  const { change, ...rest } = line ?? {};
  assert.deepEqual(rest, told);
  const { paths: said, ...wasAndIs } = change as Line;
  assert.deepEqual(said, paths);
  assertHas(wasAndIs, expected);
}
