import type { CanaryCage } from './canary-cage.js';
import { casesOf, COMPLETED, REFUSED, TRIED_AGAIN, FROM_TABLE, type CanaryCases, type CaseEnd } from './canary-case.js';

/** Exports to an http endpoint that repeats what lets in, with each status. */
export function httpCases(cage: CanaryCage, url: string, nobody: number): CanaryCases {
  const [token, user, password, key] = ['http token', 'http user', 'http password', 'http header'].map((name) =>
    cage.inEnvironment(cage.create(name)),
  );
  const credentials = { token: { token }, basic: { user, password }, header: { headers: { 'X-Api-Key': key } } };
  const statuses: Record<number, CaseEnd> = {
    204: COMPLETED,
    207: { ends: 'Completed with Errors' },
    302: REFUSED,
    401: REFUSED,
    404: { ends: 'Failed', code: 'target-refused' },
    422: { ends: 'Completed with Errors' },
    500: TRIED_AGAIN,
  };
  const ways = Object.entries(credentials).flatMap(([kind, given]): [string, [string, object, CaseEnd]][] => [
    ...Object.entries(statuses).map(([status, end]): [string, [string, object, CaseEnd]] => [
      `${kind}, ${status}`,
      [`${url}/${status}`, given, end],
    ]),
    [`${kind}, nobody there`, [`http://127.0.0.1:${nobody}/`, given, TRIED_AGAIN]],
  ]);
  return casesOf('http', Object.fromEntries(ways), ([address, given, end]) => ({
    connection: { kind: 'http', url: address, allowPrivate: true, check: { method: 'GET' }, ...given },
    definition: {
      direction: 'export',
      source: FROM_TABLE,
      primaryKey: 'id',
      target: { connection: 'it', records: {} },
    },
    ...end,
  }));
}
