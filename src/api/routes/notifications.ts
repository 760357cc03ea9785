import { z } from 'zod';

import { readCursor, writeCursor } from '../cursor.js';
import type { ApiDependencies } from '../dependencies.js';
import { present } from '../present.js';
import { requireSite } from '../require.js';
import { route, type AnyRoute } from '../route.js';
import { notificationParams, siteParams } from './parameters.js';
import { IntegratorError } from '../../model/errors.js';
import { notificationText } from '../../model/notification-text.js';
import { notificationEvent, notificationState } from '../../model/notification.js';
import { listNotifications, type StoredNotification } from '../../store/notifications.js';

const time = z.iso.datetime();
const position = z.number().int();

const notificationView = z.object({
  id: z.uuid().meta({ description: 'The Idempotency-Key of a webhook, and part of the Message-ID of a mail.' }),
  notification: z.string().meta({ description: 'Which of the notifications of the site.' }),
  event: z.enum([...notificationEvent.options, 'test']),
  at: time.meta({ description: 'When there was something to tell.' }),
  text: z.string(),
  run: z.uuid().optional(),
  state: notificationState,
  attempts: z.number().int(),
  nextAttempt: time.optional().meta({ description: 'While it waits: when it is tried next, at the earliest.' }),
  settledAt: time.optional().meta({ description: 'When it was sent, or given up.' }),
  lastError: z.string().optional().meta({ description: 'Why the last attempt has failed, wholly or for some.' }),
});

const trialView = z.object({
  id: z.uuid(),
  sent: z.boolean(),
  problem: z.string().optional().meta({ description: 'Why it was not sent, or was refused by some receivers.' }),
});

/** Who was told of what happened on a site, and who is still to be told. */
export function notificationRoutes({ database, inspections }: ApiDependencies): AnyRoute[] {
  return [
    route({
      method: 'get',
      path: '/sites/{site}/notifications',
      summary: 'What was told of the site, newest first: sent, waiting, given up',
      needs: 'viewer',
      params: siteParams,
      query: z.strictObject({
        state: notificationState.optional(),
        limit: z.coerce.number().int().min(1).max(500).default(50),
        cursor: z.string().optional().meta({ description: '`next` of the page before.' }),
      }),
      answers: {
        200: {
          description: 'A page of notifications',
          schema: z.object({ items: z.array(notificationView), next: z.string().optional() }),
        },
      },
      errors: ['site-not-found'],
      handle: async ({ params: { site }, query: { state, limit, cursor } }) => {
        await requireSite(database, site);
        const before = cursor === undefined ? undefined : readCursor(cursor, position);
        const told = await listNotifications(database, site, { state, before, limit });
        const next = told.length === limit ? told.at(-1)?.position : undefined;
        const page = next === undefined ? {} : { next: writeCursor(next) };
        return { status: 200, body: { items: told.map(viewNotification), ...page } };
      },
    }),
    route({
      method: 'post',
      path: '/sites/{site}/notifications/{notification}/test',
      summary: 'Send a trial of a notification, once, now',
      needs: 'operator',
      params: notificationParams,
      answers: { 200: { description: 'What became of it', schema: trialView } },
      errors: ['site-not-found', 'notification-not-found', 'service-unavailable'],
      handle: async ({ params: { site, notification } }) => {
        const { notifications } = await requireSite(database, site);
        if (!Object.hasOwn(notifications, notification)) {
          const known = Object.keys(notifications).join(', ') || 'none';
          const message = `Site ${site} has no notification ${notification}; it has: ${known}.`;
          throw new IntegratorError('notification-not-found', message);
        }
        const tried = await inspections.ask('notificationTrial', site, notification);
        return { status: 200, body: tried };
      },
    }),
  ];
}

function viewNotification(told: StoredNotification): z.output<typeof notificationView> {
  const { id, site, name, event, at, details, state, attempts, dueAt, settledAt, lastError } = told;
  return {
    id,
    notification: name,
    event,
    at: at.toISOString(),
    text: notificationText(site, name, told),
    ...('run' in details && { run: details.run }),
    state,
    attempts,
    ...present('nextAttempt', state === 'waiting' ? dueAt.toISOString() : undefined),
    ...present('settledAt', settledAt?.toISOString()),
    ...present('lastError', lastError),
  };
}
