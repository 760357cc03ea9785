import type { Received } from '../../connections/http/support/http-server.js';
import type { Outlet } from './outlet.js';

/** So many records a batch. */
const BATCH = 60;

interface Batch {
  records: { id: number; version: number; body: string }[];
}

/**
 * An endpoint that takes records in batches and, as partners do, takes each Idempotency-Key once.
 *
 * @param received all that came to its server.
 */
export function openHttpOutlet(url: string, received: readonly Received[]): Outlet {
  const path = new URL(url).pathname;
  const taken = new Map<string, string>();
  return {
    connection: { kind: 'http', url, allowPrivate: true, timeoutSeconds: 5 },
    target: { records: { batchSize: BATCH } },
    take: () => {
      // What was cut off has no body.
      const whole = received.filter(({ method, url: at, body }) => method === 'POST' && at === path && isWhole(body));
      const batches = whole.filter(({ headers, body }) => isNew(taken, String(headers['idempotency-key']), body));
      return Promise.resolve(batches.flatMap(({ body }) => (JSON.parse(body) as Batch).records.map(describe)));
    },
    leftovers: () => Promise.resolve([]),
  };
}

function isWhole(body: string): boolean {
  return body.endsWith('}');
}

/** @throws Error where the same key stands for something else. */
function isNew(taken: Map<string, string>, key: string, body: string): boolean {
  const before = taken.get(key);
  if (before !== undefined && before !== body) throw new Error(`The Idempotency-Key ${key} came with two contents.`);
  taken.set(key, body);
  return before === undefined;
}

function describe({ id, version, body }: Batch['records'][number]): string {
  return `${id},${version},${body}`;
}
