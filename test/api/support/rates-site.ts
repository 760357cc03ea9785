import assert from 'node:assert/strict';

import type { AnswerBody, HttpAnswer } from '../../support/http-client.js';
import type { TestService } from '../../support/service.js';
import { importSite, type ImportSite, type ImportSiteOptions } from './import-site.js';

/** Rates by id; the name must be there. */
export const rates = {
  primaryKey: 'id',
  fields: [{ name: 'id' }, { name: 'name', constraints: { required: true } }, { name: 'rate', type: 'number' }],
};

/** A record that is good, three that are refused for their values, and one whose line cannot be read. */
export const RATES = ['id,name,rate', '1,one,1', '2,,2', '3,three,abc', '4,,-x', '"5,five,5', ''].join('\n');

/** A site that imports rates, and the ways to correct what it refuses. */
export interface RatesSite extends ImportSite {
  /** Sends rejects of the run again, to the end of the run they become. */
  resubmit: (run: AnswerBody, request: unknown, headers?: Record<string, string>) => Promise<HttpAnswer>;
  /** As `resubmit`, where it must be taken. */
  corrected: (run: AnswerBody, request: unknown) => Promise<AnswerBody>;
  reject: (run: AnswerBody, record: number) => Promise<AnswerBody>;
}

export async function ratesSite(service: TestService, options: ImportSiteOptions = {}): Promise<RatesSite> {
  const things = await importSite(service, {
    schema: rates,
    columns: 'id text primary key, name text not null, rate numeric',
    ...options,
  });
  const resubmit = ({ id }: AnswerBody, request: unknown, headers: Record<string, string> = {}) =>
    service.http.post(`/runs/${id}/rejects/resubmit`, request, { Prefer: 'wait=60', ...headers });
  return {
    ...things,
    resubmit,
    corrected: async (run, request) => {
      const { status, body, text } = await resubmit(run, request);
      assert.equal(status, 200, text);
      return body;
    },
    reject: async (run, record) => {
      const found = (await things.rejects(run)).find((one) => one.record === record);
      assert.ok(found, `record ${record} was not refused`);
      return found;
    },
  };
}
