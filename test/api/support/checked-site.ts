import fc from 'fast-check';

import type { AnswerBody } from '../../support/http-client.js';
import type { TestService } from '../../support/service.js';
import { ratesSite, type RatesSite } from './rates-site.js';

/** Of each kind of check one: types, formats, constraints, a mapping, a lookup, a parameter, an exclusion group. */
const definition = {
  schema: {
    primaryKey: 'id',
    missingValues: ['', '-'],
    fields: [
      { name: 'id' },
      { name: 'name', constraints: { required: true, maxLength: 8 } },
      { name: 'rate', type: 'number', constraints: { minimum: 0 } },
      { name: 'born', type: 'date', format: '%d.%m.%Y' },
      { name: 'kind', constraints: { enum: ['STAFF', 'GUEST'] } },
      { name: 'level', type: 'integer', constraints: { required: true } },
      { name: 'company' },
    ],
  },
  mapping: {
    name: { trim: true },
    born: { column: 'Birth Date' },
    kind: { case: 'upper' },
    level: { lookup: 'levels', by: 'grade', column: 'level' },
    company: { parameter: 'company' },
  },
  parameters: [{ name: 'company', required: true }],
  externalFiles: [{ name: 'levels', key: 'grade' }],
};

/** How many records of `refusing` are refused for their values; the line of the one after them cannot be read. */
const FAULTY = 20;
const UNREADABLE = FAULTY + 1;

const COLUMNS = ['id', 'name', 'rate', 'Birth Date', 'kind', 'grade'];

/** What follows the key in records that are refused. */
const FAULTS = [',1,,staff,A', 'three,abc,x,staff,A', 'four,1,,staff,X', 'five,-1,,other,'];

/** Texts by column: good, bad, none. */
const TEXTS: Record<string, (string | null)[]> = {
  name: ['one', ' two ', 'much too long a name', '', ' ', '-', null],
  rate: ['1', '2.50', '-1', '1,5', 'abc', '', null],
  'Birth Date': ['31.12.2024', '2024-12-31', '29.02.2023', '', null],
  kind: ['staff', 'GUEST', 'other', '', null],
  grade: ['A', 'B', 'C', 'X', '', null],
};

/** Whatever may come out of a text field: quotes, line ends, half a character. */
const anything = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom('a"b', '"', 'a,b', 'a\r\nb', '\n', '\t', '\uFEFF', '\uD800', "'=1", '\u0085', '#'),
);

const texts: Record<string, fc.Arbitrary<string | null>> = Object.fromEntries(
  Object.entries(TEXTS).map(([name, some]) => [
    name,
    fc.oneof({ arbitrary: fc.constantFrom(...some), weight: 4 }, { arbitrary: anything, weight: 1 }),
  ]),
);
const someTexts = fc.record(texts, { requiredKeys: [] });
/** As a line that could not be read needs them. */
const allTexts = fc.record({ id: fc.constant('whole'), ...texts });

/** Corrections of some of the records of `refusing`, each of some of its columns. */
export const corrections = fc
  .shuffledSubarray(
    Array.from({ length: UNREADABLE }, (_, at) => at + 1),
    { minLength: 1 },
  )
  .chain((records) => fc.tuple(...records.map(correction)));

function correction(record: number): fc.Arbitrary<{ record: number; values: object }> {
  const values =
    record === UNREADABLE
      ? fc.oneof({ arbitrary: allTexts, weight: 9 }, { arbitrary: someTexts, weight: 1 })
      : someTexts;
  return values.map((some) => ({ record, values: some }));
}

export interface CheckedSite extends RatesSite {
  /** A run that refuses records for their values and a line that cannot be read, of keys no run has brought before. */
  refusing: () => Promise<AnswerBody>;
}

/** A site that imports things with checks of every kind, and leaves out guests. */
export async function checkedSite(service: TestService): Promise<CheckedSite> {
  const things = await ratesSite(service, {
    ...definition,
    columns: 'id text primary key, name text, rate text, born text, kind text, level text, company text',
    definition,
    properties: { exclusionGroups: { guests: { kind: ['GUEST'] } } },
  });
  const upload = (file: string, text: string) => service.http.put(`/sites/${things.site}/files/${file}`, text);
  await upload('levels.csv', 'grade,level\nA,1\nB,x\nC,\n');
  let key = 0;
  const next = (): string => `k${++key}`;
  return {
    ...things,
    refusing: async () => {
      const faulty = Array.from({ length: FAULTY }, (_, at) => `${next()},${FAULTS[at % FAULTS.length]}`);
      const lines = [COLUMNS.join(','), ...faulty, `"${next()},six,1,,staff,A`, `${next()},seven,1,,staff,A`];
      await upload('things.csv', `${lines.join('\n')}\n`);
      return things.runWith({
        file: 'things.csv',
        parameters: { company: 'ACME' },
        externalFiles: { levels: 'levels.csv' },
        exclude: ['guests'],
      });
    },
  };
}
