import { notificationText } from './notification-text.js';
import type { Told } from './notification-told.js';

/** What is sent: the body of a webhook, and what a mail is made of. */
export interface NotificationMessage {
  /** The same whenever it is sent again: a receiver drops what it has by it. */
  id: string;
  /** ISO 8601. */
  at: string;
  site: string;
  event: Told['event'];
  /** The id of the run it is about, where it is about one. */
  run?: string;
  text: string;
  /** Where there is more to read. */
  url?: string;
}

/** What is kept of a notification, as far as it is told. */
export type ToldNotification = Told & { id: string; at: Date; site: string; name: string };

/**
 * The message of a notification.
 *
 * @param publicUrl where readers reach the API, `https://integrator.example.com`; without it no address is told.
 */
export function notificationMessage(told: ToldNotification, publicUrl: string | undefined): NotificationMessage {
  const { id, at, site, name, event, details } = told;
  const path = pathOf(told);
  return {
    id,
    at: at.toISOString(),
    site,
    event,
    ...('run' in details && { run: details.run }),
    text: notificationText(site, name, told),
    ...(publicUrl !== undefined && { url: `${publicUrl.replace(/\/$/, '')}/api/v1${path}` }),
  };
}

function pathOf({ site, event, details }: ToldNotification): string {
  switch (event) {
    case 'completed-with-errors':
      return `/runs/${details.run}/rejects`;
    case 'failed':
    case 'recovered':
    case 'run-long':
      return `/runs/${details.run}`;
    case 'run-late':
    case 'schedule-paused':
      return `/sites/${site}/schedules/${details.schedule}`;
    case 'file-late':
      return `/sites/${site}/integrations/${details.integration}`;
    case 'test':
      return `/sites/${site}/notifications`;
  }
}
