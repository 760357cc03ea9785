import type { Dependencies } from './dependencies.js';
import { sendMail } from '../connections/mail.js';
import { sendWebhook } from '../connections/webhook.js';
import { IntegratorError } from '../model/errors.js';
import { notificationMessage } from '../model/notification-message.js';
import type { Notification } from '../model/notification.js';
import { noteNotSent, noteSent, type StoredNotification } from '../store/notifications.js';
import { findSite } from '../store/sites.js';

/** How much of an error is kept, in characters. */
const LONGEST = 1000;

/**
 * Sends one notification, once, to whom its site says now, and notes what became of it: sent; not sent, and why. Killed
 * in between, it does not know, and the receiver gets it again, with the same id.
 *
 * @returns why it was not sent, or was refused by some of its receivers.
 */
export async function deliverNotification(
  dependencies: Dependencies,
  told: StoredNotification,
  signal: AbortSignal,
): Promise<{ sent: boolean; problem?: string }> {
  const { database } = dependencies;
  const site = await findSite(database, told.site);
  const receiver = site?.notifications[told.name];
  if (receiver === undefined) {
    const problem = `Site ${told.site} has no notification ${told.name} any more.`;
    await noteNotSent(database, told.id, { error: problem, isFinal: true });
    return { sent: false, problem };
  }
  let remark: string | undefined;
  try {
    remark = await send(dependencies, receiver, told, signal);
  } catch (error) {
    signal.throwIfAborted();
    const problem = (error instanceof Error ? error.message : String(error)).slice(0, LONGEST);
    await noteNotSent(database, told.id, { error: problem, isFinal: told.event === 'test' || isGone(error) });
    return { sent: false, problem };
  }
  await noteSent(database, told.id, remark);
  return { sent: true, ...(remark !== undefined && { problem: remark }) };
}

async function send(
  { resolveSecret, publicUrl }: Dependencies,
  { webhook, email }: Notification,
  told: StoredNotification,
  signal: AbortSignal,
): Promise<string | undefined> {
  const message = notificationMessage(told, publicUrl);
  if (webhook !== undefined) await sendWebhook(webhook, message, resolveSecret, signal);
  return email === undefined ? undefined : sendMail(email, message, resolveSecret, signal);
}

/** 410: the receiver says that it is not there any more, and will not be (RFC 9110 §15.5.11). */
function isGone(error: unknown): boolean {
  return error instanceof IntegratorError && error.details.status === 410;
}
