import { Socket } from 'node:net';

import type pg from 'pg';

import { connectPostgres } from './connect-postgres.js';

/** How often it is looked, in milliseconds. */
const EVERY = 10_000;
/** How long the server may take to answer, in milliseconds. */
const ANSWER_WITHIN = 5000;

/**
 * Breaks a connection that stands and is not heard any more: a link or a proxy that has lost one side need not tell the
 * other. A statement may take hours in silence, so the server is asked, over another connection: it must have said twice
 * the same, that it waits for us, or that it does not know the session.
 *
 * @param client a connection to this URL, just made. What waits for it then fails as with any connection that breaks.
 * @param isWaiting whether the server has to say something next.
 */
export function watchSession(client: pg.Client, url: string, isWaiting: () => boolean): void {
  const { stream } = client.connection;
  if (!(stream instanceof Socket)) return;
  let session: number | undefined;
  client
    .query<{ pid: number }>('select pg_backend_pid() as pid')
    .then(({ rows }) => (session = rows[0]?.pid))
    // What breaks the connection is told to who needs it next.
    .catch(() => undefined);

  let heard = -1;
  let said: string | undefined;
  const look = async (): Promise<void> => {
    const isSilent = isWaiting() && stream.bytesRead === heard;
    const before = said;
    heard = stream.bytesRead;
    said = isSilent ? await askServer(url, session).catch(() => undefined) : undefined;
    if (said !== undefined && said === before && stream.bytesRead === heard) {
      stream.destroy(new Error('Connection terminated: nothing was heard on it any more'));
    }
  };
  const timer = setInterval(() => void look(), EVERY);
  client.once('end', () => clearInterval(timer));
}

/**
 * What the server knows of a session that waits for its client, such as how much of a COPY has come; undefined where it
 * is at work. A session whose number was never heard is unknown to it.
 */
async function askServer(url: string, session: number | undefined): Promise<string | undefined> {
  const client = await connectPostgres(url, 'temporal-integrator watch');
  const giveUp = setTimeout(() => void client.end(), ANSWER_WITHIN);
  try {
    const { rows } = await client.query<{ said: string | null }>(
      `select case
         when activity.pid is null then 'unknown'
         when state <> 'active' or wait_event = 'ClientRead' then concat_ws(' ', state, state_change, bytes_processed)
       end as said
       from (select $1::integer as pid) as asked
         left join pg_stat_activity as activity using (pid)
         left join pg_stat_progress_copy using (pid)`,
      [session],
    );
    return rows[0]?.said ?? undefined;
  } finally {
    clearTimeout(giveUp);
    await client.end();
  }
}
