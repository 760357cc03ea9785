import type { TableSchema } from '../model/table-schema.js';

/** What is wrong with a header, in words and for a program. */
export interface HeaderFault {
  message: string;
  details: Record<string, unknown>;
}

interface Found {
  header: string[];
  /** Where each name of the header stands, from 0. */
  positions: ReadonlyMap<string, number[]>;
  /** The columns a file should have, in order. */
  expected: string[];
  /** Those that must be there whatever the rule. */
  needed: ReadonlySet<string>;
  rule: TableSchema['fieldsMatch'];
}

/** Every way in which the header breaks the rule. */
export function headerFaults(found: Found): HeaderFault[] {
  return [...nameFaults(found), ...missingFaults(found), ...unexpectedFaults(found), ...orderFaults(found)];
}

function nameFaults({ positions }: Found): HeaderFault[] {
  const faults: HeaderFault[] = [];
  const empty = positions.get('');
  if (empty !== undefined) {
    faults.push({
      message: `${columns(empty.length)} ${numbers(empty)} without a name`,
      details: { unnamed: empty.map(oneBased) },
    });
  }
  const duplicates = [...positions].filter(([name, at]) => name !== '' && at.length > 1);
  if (duplicates.length > 0) {
    faults.push({
      message: duplicates
        .map(([name, at]) => `${quoted(name)} named twice or more, as columns ${numbers(at)}`)
        .join('; '),
      details: { duplicates: duplicates.map(([name, at]) => ({ name, columns: at.map(oneBased) })) },
    });
  }
  return faults;
}

function missingFaults({ positions, expected, needed, rule }: Found): HeaderFault[] {
  const all = ['exact', 'equal', 'subset'].includes(rule);
  const missing = expected.filter((name) => (all || needed.has(name)) && !positions.has(name));
  if (missing.length > 0) {
    return [{ message: `${columns(missing.length)} missing: ${missing.map(quoted).join(', ')}`, details: { missing } }];
  }
  const none = expected.length > 0 && !expected.some((name) => positions.has(name));
  return rule === 'partial' && none
    ? [{ message: 'none of the fields of the schema is there', details: { missing: expected } }]
    : [];
}

function unexpectedFaults({ positions, expected, rule }: Found): HeaderFault[] {
  if (rule === 'subset' || rule === 'partial') {
    return [];
  }
  const known = new Set(expected);
  const unexpected = [...positions.keys()].filter((name) => name !== '' && !known.has(name));
  const message = `${columns(unexpected.length)} not in the schema: ${unexpected.map(quoted).join(', ')}`;
  return unexpected.length === 0 ? [] : [{ message, details: { unexpected } }];
}

/** Only where the same names stand in another order: else the names themselves are at fault. */
function orderFaults({ header, expected, rule }: Found): HeaderFault[] {
  const same = header.length === expected.length && new Set([...header, ...expected]).size === expected.length;
  if (rule !== 'exact' || !same) {
    return [];
  }
  const misplaced = header.flatMap((name, position) =>
    name === expected[position] ? [] : [{ name, column: oneBased(position), expected: expected[position] }],
  );
  const places = misplaced.map(
    ({ name, column, expected: right }) => `column ${column} is ${quoted(name)}, expected ${quoted(right ?? '')}`,
  );
  const message = `${places.join('; ')} (or set fieldsMatch to equal: any order)`;
  return misplaced.length === 0 ? [] : [{ message, details: { misplaced } }];
}

function oneBased(position: number): number {
  return position + 1;
}

function columns(count: number): string {
  return count === 1 ? 'column' : 'columns';
}

function numbers(positions: number[]): string {
  return positions.map(oneBased).join(', ');
}

function quoted(name: string): string {
  return JSON.stringify(name);
}
