import type pg from 'pg';

import type { NotificationState } from '../model/notification.js';
import { FIRST_WAIT, LONGEST_WAIT, TRIED_FOR } from '../model/notification-retry.js';
import type { ToldNotification } from '../model/notification-message.js';
import type { Told } from '../model/notification-told.js';
import { only, type Database } from './database.js';

/** Something there is to tell somebody, as it is kept. Runs that end are written down here by a trigger of their table. */
export type StoredNotification = ToldNotification & {
  /** Where it stands in the list. */
  position: number;
  state: NotificationState;
  /** How often it was tried to send it. */
  attempts: number;
  /** When it is tried next, while it waits. */
  dueAt: Date;
  /** Why the last try has failed; of one that was sent, what the receiver has said to it. */
  lastError: string | null;
  settledAt: Date | null;
};

const COLUMNS = `id, position, site, name, event, at, details, state, attempts, due_at as "dueAt",
  last_error as "lastError", settled_at as "settledAt"`;

/** For how long it is known what was told, in days. */
const KEPT_FOR = 90;

/** What there is to tell of a site, of what it is told once, and which integration or set it concerns. */
export type RaisedNotification = Told & { site: string; integration: string; subject: string };

/** Writes it down for each of the site's notifications that listens; once for a subject, however often it is called. */
export async function raiseNotification(database: Database | pg.PoolClient, raised: RaisedNotification): Promise<void> {
  const { site, event, integration, subject, details } = raised;
  await database.query('select raise_notification($1, $2, $3, $4, $5)', [site, event, integration, subject, details]);
}

/** Writes down a trial of one of a site's notifications, as taken: it is tried once, by the caller. */
export async function insertTrial(database: Database, site: string, name: string): Promise<StoredNotification> {
  const { rows } = await database.query<StoredNotification>(
    `insert into notification (id, site, name, event, subject, details, attempts, tried_since, state, settled_at, last_error)
     select id, $1, $2, 'test', id::text, '{}', 1, clock_timestamp(), 'given up', clock_timestamp(), 'The trial was cut off.'
     from gen_random_uuid() as id returning ${COLUMNS}`,
    [site, name],
  );
  return only(rows);
}

/**
 * Takes some that are due, the longest first: each has its next try before it is sent, so that one whose sender is killed
 * is sent again then, and none holds up the others for ever. Two who take at once take different ones.
 */
export async function takeDueNotifications(database: Database, limit: number): Promise<StoredNotification[]> {
  const { rows } = await database.query<StoredNotification>(
    `update notification set attempts = attempts + 1, tried_since = coalesce(tried_since, clock_timestamp()),
       due_at = clock_timestamp() + make_interval(secs => least($2 * 2 ^ least(attempts, 20), $3))
     where id in (
       select id from notification where state = 'waiting' and due_at <= clock_timestamp()
       order by due_at limit $1 for update skip locked
     )
     returning ${COLUMNS}`,
    [limit, FIRST_WAIT, LONGEST_WAIT],
  );
  return rows;
}

/** Notes that it has arrived, and what the receiver has said to it where that matters. */
export async function noteSent(database: Database, id: string, remark: string | undefined): Promise<void> {
  await database.query(
    `update notification set state = 'sent', settled_at = clock_timestamp(), last_error = $2 where id = $1`,
    [id, remark],
  );
}

/** Notes that it could not be sent: it is given up where there is nobody to send it to, or its next try is too late. */
export async function noteNotSent(
  database: Database,
  id: string,
  { error, isFinal }: { error: string; isFinal: boolean },
): Promise<void> {
  await database.query(
    `update notification set last_error = $2,
       state = case when given_up then 'given up' else state end,
       settled_at = case when given_up then clock_timestamp() else settled_at end
     from (select $3 or due_at > tried_since + make_interval(secs => $4) as given_up from notification where id = $1) as told
     where id = $1 and state <> 'sent'`,
    [id, error, isFinal, TRIED_FOR],
  );
}

/** Forgets what was settled long ago. */
export async function forgetNotifications(database: Database): Promise<void> {
  await database.query('delete from notification where settled_at < clock_timestamp() - make_interval(days => $1)', [
    KEPT_FOR,
  ]);
}

/** Which notifications of a site to list. */
export interface NotificationFilter {
  state: NotificationState | undefined;
  /** The position of the last one of the page before. */
  before: number | undefined;
  limit: number;
}

/** What was told, or is to be told, of a site, newest first. */
export async function listNotifications(
  database: Database,
  site: string,
  { state, before, limit }: NotificationFilter,
): Promise<StoredNotification[]> {
  const { rows } = await database.query<StoredNotification>(
    `select ${COLUMNS} from notification
     where site = $1 and ($2::text is null or state = $2) and ($3::bigint is null or position < $3)
     order by position desc limit $4`,
    [site, state, before, limit],
  );
  return rows;
}
