import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Client } from '@temporalio/client';
import pg from 'pg';

/** A text that others can read, and where. */
export interface Said {
  where: string;
  text: string;
}

/** Every row of every table of a database. */
export async function saidInDatabase(url: string): Promise<Said[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
    );
    const said: Said[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ text: string }>(`select row_data::text as text from ${name} as row_data`);
      said.push({ where: `table ${name}`, text: rows.map(({ text }) => text).join('\n') });
    }
    return said;
  } finally {
    await client.end();
  }
}

/**
 * Everything Temporal keeps of the workflows of a task queue: histories, descriptions, and what the Web UI asks of them.
 *
 * @param workflow only this one
 */
export async function saidInTemporal(client: Client, taskQueue: string, workflow?: string): Promise<Said[]> {
  const said: Said[] = [];
  const only = workflow === undefined ? '' : ` and WorkflowId = '${workflow}'`;
  for await (const { workflowId, runId } of client.workflow.list({ query: `TaskQueue = '${taskQueue}'${only}` })) {
    const handle = client.workflow.getHandle(workflowId, runId);
    const { events } = await handle.fetchHistory();
    for (const event of events ?? []) said.push(...textsIn(event, `${workflowId} history`));
    said.push(...textsIn((await handle.describe()).raw, `${workflowId} description`));
    // Where its worker is at hand; a workflow that nobody knows says nothing.
    const told: unknown = await handle.query('__temporal_workflow_metadata').catch(() => undefined);
    said.push(...textsIn(told, `${workflowId} metadata`));
  }
  return said;
}

/** Every file below a folder. */
export async function saidInFiles(folder: string): Promise<Said[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return Promise.all(paths.map(async (path) => ({ where: path, text: await readFile(path, 'latin1') })));
}

/** The texts of a message of Temporal's, payloads decoded: all of them are bytes of JSON. */
export function textsIn(message: unknown, where: string): Said[] {
  if (typeof message === 'string') return [{ where, text: message }];
  if (message instanceof Uint8Array) return [{ where, text: Buffer.from(message).toString('utf8') }];
  if (typeof message !== 'object' || message === null) return [];
  return Object.entries(message).flatMap(([key, part]) => [
    { where: `${where} key`, text: key },
    ...textsIn(part, `${where}.${key}`),
  ]);
}
