import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { importSite, type ImportSite } from './import-site.js';
import { HttpServer, status } from '../../connections/http/support/http-server.js';
import type { AnswerBody } from '../../support/http-client.js';
import type { TestService } from '../../support/service.js';

/** What signs the webhooks of these tests; it must be found nowhere. */
export const WEBHOOK_SECRET = `canary-${randomUUID()}`;

/** Files outside of the site that its references lead to. */
export async function secretFile(service: TestService, secret: string): Promise<string> {
  const path = join(service.folder, `secret-${randomUUID()}`);
  await writeFile(path, secret);
  return `file:${path}`;
}

/** A started site that tells a webhook of what happens to its import of `things`. */
export interface NotifiedSite extends ImportSite {
  server: HttpServer;
  /** Sends what is due, as the Schedule of the service does every minute. */
  round: () => Promise<void>;
  /** Makes what waits for its next attempt due now, as if its time had come. */
  hasten: () => Promise<void>;
  /** What the server was told of this site. */
  told: () => Record<string, string>[];
  listed: (query?: string) => Promise<AnswerBody[]>;
}

export async function notifiedSite(
  service: TestService,
  on: readonly string[],
  { schema, definition }: { schema?: unknown; definition?: Record<string, unknown> } = {},
): Promise<NotifiedSite> {
  const server = await HttpServer.start();
  server.will(status(204));
  const secret = await secretFile(service, WEBHOOK_SECRET);
  const hook = { webhook: { url: `${server.url}/hook`, secret, allowPrivate: true }, on };
  const given = { properties: { notifications: { hook } }, definition: definition ?? {} };
  const site = await importSite(service, schema === undefined ? given : { ...given, schema });
  return {
    ...site,
    server,
    round: async () => {
      await service.temporal.workflow.execute('notifications', {
        workflowId: `notifications-test/${randomUUID()}`,
        taskQueue: service.taskQueue,
      });
    },
    hasten: async () => {
      await service.database.query('update notification set due_at = now() where site = $1', [site.site]);
    },
    told: () => server.received.map(({ body }) => JSON.parse(body) as Record<string, string>),
    listed: async (query = '') => {
      const { status: code, body, text } = await service.http.get(`/sites/${site.site}/notifications${query}`);
      assert.equal(code, 200, text);
      return body.items;
    },
  };
}
