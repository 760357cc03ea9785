import { uniqueSite, type TestService } from './service.js';

/** An import of people: a key, a name, a number and a date. */
export const people = {
  schema: {
    primaryKey: 'id',
    fields: [
      { name: 'id', constraints: { pattern: 'P[0-9]{6}' } },
      { name: 'name', constraints: { required: true } },
      { name: 'rate', type: 'number', constraints: { minimum: 0 } },
      { name: 'born', type: 'date' },
    ],
  },
  limits: { maxBytes: '200MB' },
  target: { connection: 'target', table: 'people', mode: 'upsert' },
};

/** `count` good records of people, with a header. */
export function peopleCsv(count: number, first = 1): string {
  const lines = Array.from({ length: count }, (_, index) => personLine(first + index));
  return `id,name,rate,born\n${lines.join('\n')}\n`;
}

export function personLine(number: number): string {
  const day = String(1 + (number % 28)).padStart(2, '0');
  return `P${String(number).padStart(6, '0')},Person ${number},${(number % 100) + 0.5},1990-01-${day}`;
}

export async function createPeopleTable({ target }: Pick<TestService, 'target'>): Promise<void> {
  await target.query(
    'create table if not exists people (id text primary key, name text not null, rate numeric, born date)',
  );
}

/** A new site with the import of people and its target; started, unless told otherwise. Answers its name. */
export async function peopleSite(
  service: Pick<TestService, 'http' | 'target'>,
  { started = true, definition = {} } = {},
): Promise<string> {
  const site = uniqueSite();
  const { http } = service;
  await createPeopleTable(service);
  await http.put(`/sites/${site}`, {
    kind: 'DEV',
    connections: { target: { kind: 'postgres', url: 'env:TARGET_URL' } },
  });
  await http.put(`/sites/${site}/integrations/people`, { ...people, ...definition });
  if (started) await http.post(`/sites/${site}/start`);
  return site;
}

/** Uploads a file and runs the import of people over it, waiting for its end. */
export async function runPeople(
  { http }: Pick<TestService, 'http'>,
  site: string,
  csv: string | Uint8Array,
  file = 'people.csv',
) {
  await http.put(`/sites/${site}/files/${file}`, csv);
  return http.post(`/sites/${site}/runs`, { integration: 'people', file }, { Prefer: 'wait=60' });
}
