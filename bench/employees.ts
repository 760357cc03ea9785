import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { parse } from 'yaml';

const EXAMPLES = join(import.meta.dirname, '../examples');

/** The integration of the example, whose records the benchmark makes. */
export async function employeesDefinition(): Promise<Record<string, unknown>> {
  const site = parse(await readFile(join(EXAMPLES, 'site.yaml'), 'utf8')) as {
    integrations: { employees: Record<string, unknown> };
  };
  return site.integrations.employees;
}

export const COLUMNS = [
  'employee_number',
  'first_name',
  'last_name',
  'email',
  'department',
  'city',
  'hire_date',
  'pay_rate',
  'employment',
  'active',
];

/** A CSV file of `count` good employees, numbered from `first`; about 96 bytes each. */
export function employeesCsv(count: number, first = 1): Buffer {
  const lines = [COLUMNS.join(',')];
  for (let number = first; number < first + count; number++) lines.push(employee(number));
  return Buffer.from(`${lines.join('\n')}\n`);
}

function employee(number: number): string {
  const id = String(number).padStart(8, '0');
  const day = String(1 + (number % 28)).padStart(2, '0');
  const rate = (20 + (number % 6000) / 100).toFixed(2);
  return `E${id},First${id.slice(3)},Last${id.slice(2)},person.${id}@example.com,Night Fill,Melbourne,2019-04-${day},${rate},part-time,true`;
}
