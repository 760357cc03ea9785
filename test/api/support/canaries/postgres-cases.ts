import type { CanaryCage } from './canary-cage.js';
import {
  casesOf,
  COMPLETED,
  REFUSED,
  TRIED_AGAIN,
  SCHEMA,
  INTO_TABLE,
  type CanaryCases,
  type CaseEnd,
} from './canary-case.js';

/**
 * Imports into a PostgreSQL, and an export from one.
 *
 * @param given.target where its password lets in
 * @param given.repeating the port of a server that repeats; its databases are the SQLSTATE it refuses with
 * @param given.nobody a port at which nobody listens
 */
export function postgresCases(
  cage: CanaryCage,
  { target, repeating, nobody, csv }: { target: URL; repeating: number; nobody: number; csv: string },
): CanaryCases {
  const [right, wrong] = [cage.create('postgres password'), cage.create('wrong postgres password')];
  const login = `ann:${encodeURIComponent(right.secret)}@127.0.0.1`;
  const there = `127.0.0.1:${target.port}${target.pathname}`;
  const ways: Record<string, [url: string, CaseEnd]> = {
    established: [target.href, COMPLETED],
    'wrong password': [`postgres://ann:${encodeURIComponent(wrong.secret)}@${there}`, REFUSED],
    'no such database': [`postgres://${login}:${target.port}/nowhere`, REFUSED],
    'nobody there': [`postgres://${login}:${nobody}/hr`, TRIED_AGAIN],
    'another scheme': [`https://${login}/hr`, REFUSED],
    'a port that is none': [`postgres://${login}:port/hr`, REFUSED],
    'a slash in the password': [`postgres://ann:12/${login.slice(4)}`, REFUSED],
    'a question mark in the password': [`postgres://ann:12?${login.slice(4)}/hr`, REFUSED],
    'repeated when refused': [`postgres://${login}:${repeating}/28P01`, REFUSED],
    'repeated from the query': [
      `postgres://ann@127.0.0.1:${repeating}/28000?password=${encodeURIComponent(right.secret)}`,
      REFUSED,
    ],
    'repeated when busy': [`postgres://${login}:${repeating}/57P03`, TRIED_AGAIN],
    'repeated when broken': [`postgres://${login}:${repeating}/XX000`, { ends: 'Failed', code: 'internal' }],
  };
  return casesOf('postgres', ways, ([url, end]) => ({
    connection: { kind: 'postgres', url: cage.inEnvironment(right, url) },
    definition: { schema: SCHEMA, target: { ...INTO_TABLE, connection: 'it' } },
    upload: { ending: 'csv', content: csv },
    ...end,
  }));
}
