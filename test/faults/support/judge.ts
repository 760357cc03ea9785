import { readdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';

import { Client, Connection } from '@temporalio/client';
import pg from 'pg';

import { compareRows } from './compare-rows.js';
import { patiently } from './patience.js';
import type { Plant } from './plant.js';
import type { Complaint } from './stream.js';
import type { Workload } from './workload.js';

/**
 * The whole account when the faults are over and nobody has done anything by hand: every integration runs once more, so
 * that no lock can be left; then records, rows, files, sessions and workflows are compared with what must be there.
 *
 * @returns what should not be; nothing where all is well.
 */
export async function judge(plant: Plant, workload: Workload): Promise<Complaint[]> {
  await ageUnfinishedFiles(plant);
  await workload.runEach();
  const complaints = await Promise.all([
    workload.account(),
    accountRuns(plant, workload),
    accountMarkers(plant),
    accountFiles(plant),
    accountSessions(plant),
    accountWorkflows(plant),
  ]);
  const unforeseen = [...new Set(plant.http.unforeseen.splice(0))].map(
    (answer) => `An answer nobody may get: ${answer}`,
  );
  return [...complaints.flat(), ...unforeseen];
}

/** Exactly the runs that were asked for, each ended, its steps too, with counts that add up. */
async function accountRuns(plant: Plant, workload: Workload): Promise<Complaint[]> {
  const rows = await plant.controlRows<{ id: string; status: string; isSound: boolean }>(
    `select id, status, ended_at is not null and status <> 'In-Progress'
       and (direction = 'export' or read = applied + unchanged + rejected + excluded)
       and not exists (select from run_step where run = run.id and ended_at is null) as "isSound" from run`,
  );
  const unsound = rows.filter(({ isSound }) => !isSound).map(({ id, status }) => `run ${id} is ${status}, unsound`);
  return [
    ...unsound,
    ...compareRows(
      'runs',
      rows.map(({ id }) => id),
      workload.runs,
    ),
  ];
}

/** What is marked as applied in the target is what the runs say. */
async function accountMarkers(plant: Plant): Promise<Complaint[]> {
  const applied = await plant.rows<{ run: string }>('select run from integrator.load where applied_at is not null');
  const completed = await plant.controlRows<{ id: string }>(
    `select id from run where direction = 'import' and status like 'Completed%'`,
  );
  return compareRows(
    'markers',
    applied.map(({ run }) => run),
    completed.map(({ id }) => id),
  );
}

/** Nothing is in the making: not one file that is received, opened or sent. */
async function accountFiles({ folder }: Plant): Promise<Complaint[]> {
  const places = ['files/incoming', 'files/opened'].map((place) => join(folder, place));
  const left = (await Promise.all(places.map(async (place) => readdir(place).catch(() => [])))).flat();
  const parts = (await readdir(folder, { recursive: true })).filter((path) => path.endsWith('.part'));
  return [...left, ...parts].map((path) => `a file is left: ${path}`);
}

/** No transaction is open or prepared, no session of a load is left. */
async function accountSessions({ topology }: Plant): Promise<Complaint[]> {
  const client = new pg.Client({ connectionString: topology.adminUrl });
  await client.connect();
  try {
    return await settled(async () => {
      const { rows } = await client.query<{ complaint: string }>(
        `select format('transaction prepared: %s', gid) as complaint from pg_prepared_xacts
         union all
         select format('session of %s: %s', application_name, state) from pg_stat_activity
         where state like 'idle in transaction%' or application_name like 'integrator load%'`,
      );
      return rows.map(({ complaint }) => complaint);
    });
  } finally {
    await client.end();
  }
}

/** Temporal has nothing open but the sites. */
async function accountWorkflows({ topology }: Plant): Promise<Complaint[]> {
  const connection = await Connection.connect({ address: topology.temporalAddress });
  try {
    const { workflow } = new Client({ connection, namespace: topology.namespace });
    return await settled(async () => {
      const open: Complaint[] = [];
      for await (const { workflowId } of workflow.list({ query: `ExecutionStatus = 'Running'` })) {
        if (!workflowId.startsWith('site/')) open.push(`a workflow is open: ${workflowId}`);
      }
      return open;
    });
  } finally {
    await connection.close();
  }
}

/** What is there still when it has had time to go by itself. */
async function settled(look: () => Promise<Complaint[]>): Promise<Complaint[]> {
  let complaints: Complaint[] = [];
  try {
    return await patiently(
      'The rest',
      async () => {
        complaints = await look();
        return complaints.length === 0 ? complaints : undefined;
      },
      45_000,
    );
  } catch {
    return complaints;
  }
}

/** Parts of files nobody has written to for a day go when the next file comes; here it is a day later at once. */
async function ageUnfinishedFiles({ folder }: Plant): Promise<void> {
  const incoming = join(folder, 'files', 'incoming');
  const longAgo = new Date(Date.now() - 25 * 60 * 60_000);
  for (const name of await readdir(incoming).catch(() => [])) await utimes(join(incoming, name), longAgo, longAgo);
}
