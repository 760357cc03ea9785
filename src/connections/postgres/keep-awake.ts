import type pg from 'pg';

/** Well under the time after which the server ends a silent session, in milliseconds. */
const EVERY = 5000;

/**
 * Says a word to the server now and then while nothing else is said, so that a session whose caller is busy elsewhere is
 * not taken for one that sleeps. A process that is paused, or gone, says nothing. It ends with the connection.
 */
export function keepAwake(client: pg.Client, isIdle: () => boolean): void {
  let isHeard = true;
  const timer = setInterval(() => {
    if (!isHeard || !isIdle()) return;
    isHeard = false;
    client
      .query('select 1')
      // A connection that breaks is told to who needs it next.
      .catch(() => undefined)
      .finally(() => (isHeard = true));
  }, EVERY);
  client.once('end', () => clearInterval(timer));
}
