import { z } from 'zod';

import { httpConnection } from './http-connection.js';
import { definitionName } from './names.js';
import { secretReference } from './secret-reference.js';

/** What a site can tell of (docs/notifications.md). */
export const notificationEvent = z.enum([
  'failed',
  'completed-with-errors',
  'recovered',
  'file-late',
  'run-late',
  'run-long',
  'schedule-paused',
]);
export type NotificationEvent = z.output<typeof notificationEvent>;

/** How far telling somebody has come: it is tried until it was sent, or given up. */
export const notificationState = z.enum(['waiting', 'sent', 'given up']);
export type NotificationState = z.output<typeof notificationState>;

const webhook = z.strictObject({
  url: httpConnection.shape.url,
  secret: secretReference.meta({ description: 'Signs what is sent, so that the receiver knows whom it is from.' }),
  allowPrivate: httpConnection.shape.allowPrivate,
});
export type Webhook = z.output<typeof webhook>;

const address = z.email('expected an address such as operations@example.com').max(200);

const email = z.strictObject({
  to: z.array(address).min(1, 'expected an address').max(50),
  from: address,
  smtp: secretReference.meta({
    description: 'Where the address of the mail server is found: smtp://user:password@host:587, or smtps://.',
  }),
});
export type Email = z.output<typeof email>;

/** Whom a site tells of what. */
export const notification = z
  .strictObject({
    webhook: webhook.optional().meta({ description: 'Gets a POST with JSON, signed.' }),
    email: email.optional().meta({ description: 'Gets a mail of plain text.' }),
    on: z
      .array(notificationEvent)
      .min(1, 'expected an event')
      .refine((events) => new Set(events).size === events.length, 'expected each event once'),
    integrations: z
      .array(definitionName)
      .min(1, 'expected a name')
      .optional()
      .meta({ description: 'Only what concerns these integrations and sets; all where nothing is said.' }),
  })
  .refine(
    (given) => (given.webhook === undefined) !== (given.email === undefined),
    'expected one of webhook and email',
  );
export type Notification = z.output<typeof notification>;
