import assert from 'node:assert/strict';

import { notificationMessage, type ToldNotification } from '../../src/model/notification-message.js';
import type { Told } from '../../src/model/notification-told.js';

const kept = { id: '11111111-1111-4111-8111-111111111111', at: new Date(0), site: 'LIVE', name: 'ops' };
const run = { run: 'R', runName: 'employees-1', integration: 'employees', read: 3, applied: 2, rejected: 1 };

/** Each event, what is said of it, and where there is more to read. */
const EVENTS: [Told, string, string][] = [
  [
    { event: 'failed', details: { ...run, status: 'Not Run', reason: 'The site is Stopped.', read: 0 } },
    'Site LIVE: the run employees-1 is Not Run: The site is Stopped.',
    '/runs/R',
  ],
  [
    { event: 'completed-with-errors', details: { ...run, status: 'Completed with Errors' } },
    'Site LIVE: the run employees-1 is Completed with Errors. 3 records read, 2 applied, 1 rejected.',
    '/runs/R/rejects',
  ],
  [
    { event: 'recovered', details: { ...run, status: 'Completed' } },
    'Site LIVE: employees has Completed again, after a failure: run employees-1.',
    '/runs/R',
  ],
  [
    {
      event: 'file-late',
      details: { integration: 'employees', file: 'employees.csv', by: '2026-11-21 06:00', timeZone: 'UTC' },
    },
    'Site LIVE: the file employees.csv of employees was expected by 2026-11-21 06:00 (UTC), and no run has taken it.',
    '/sites/LIVE/integrations/employees',
  ],
  [
    {
      event: 'run-late',
      details: { schedule: 'night', integration: 'employees', dueAt: '2026-11-21T06:00:00.000Z' },
    },
    'Site LIVE: the schedule night was due at 2026-11-21T06:00:00.000Z, and its run has not begun.',
    '/sites/LIVE/schedules/night',
  ],
  [
    {
      event: 'run-long',
      details: { run: 'R', runName: 'e-1', integration: 'e', startedAt: '2026-11-21T06:00:00Z', usualSeconds: 125 },
    },
    'Site LIVE: the run e-1 is In-Progress since 2026-11-21T06:00:00Z; nearly all of the last ones took 3 min at most.',
    '/runs/R',
  ],
  [
    { event: 'schedule-paused', details: { schedule: 'night', integration: 'employees', failures: 3 } },
    'Site LIVE: the schedule night was disabled: 3 runs in a row have not Completed.',
    '/sites/LIVE/schedules/night',
  ],
  [
    { event: 'test', details: {} },
    'Site LIVE: this is a trial of the notification ops. Nothing has happened.',
    '/sites/LIVE/notifications',
  ],
];

describe('The message of a notification', () => {
  for (const [told, text, path] of EVENTS) {
    it(`says what has happened: ${told.event}`, () => {
      const notification: ToldNotification = { ...kept, ...told };
      const message = notificationMessage(notification, 'https://integrator.example.com/');
      assert.equal(message.text, text);
      assert.equal(message.url, `https://integrator.example.com/api/v1${path}`);
      assert.equal(message.run, 'run' in told.details ? 'R' : undefined);
    });
  }

  it('has no address where none is known from outside', () => {
    const message = notificationMessage({ ...kept, event: 'test', details: {} }, undefined);
    assert.deepEqual(Object.keys(message), ['id', 'at', 'site', 'event', 'text']);
  });
});
