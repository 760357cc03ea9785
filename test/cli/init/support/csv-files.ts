import fc from 'fast-check';

/** A CSV file as somebody may send it. */
export interface CsvText {
  bytes: Buffer;
  records: number;
}

const LETTERS = [
  'a',
  'b',
  'X',
  'Y',
  'Z',
  '0',
  '1',
  '2',
  '9',
  'é',
  'ß',
  '€',
  ' ',
  '-',
  '_',
  "'",
  '"',
  ',',
  ';',
  '|',
  '.',
  '\\',
  '/',
  '\n',
];
const text = fc.array(fc.constantFrom(...LETTERS), { maxLength: 12 }).map((letters) => letters.join(''));
const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9 _]{0,11}$/);
const two = (number: number) => String(number).padStart(2, '0');

/** Values of a column, each of one kind, as files write them. */
const columns: fc.Arbitrary<string>[] = [
  fc.integer().map(String),
  fc.nat(9999).map((number) => String(number).padStart(5, '0')),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.integer({ min: -99999, max: 99999 }).map((cents) => (cents / 100).toFixed(2)),
  fc.integer({ min: -99999, max: 99999 }).map((cents) => (cents / 100).toFixed(2).replace('.', ',')),
  fc.integer({ min: 0, max: 99999999 }).map((cents) => (cents / 100).toLocaleString('en-US')),
  fc.boolean().map(String),
  fc.constantFrom('Y', 'N'),
  fc.tuple(fc.integer({ min: 1900, max: 2100 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 })),
  fc.tuple(fc.integer({ min: 1900, max: 2100 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 })),
].map((one, at) => {
  const dates = one as fc.Arbitrary<[number, number, number]>;
  if (at === 8) return dates.map(([year, month, day]) => `${year}-${two(month)}-${two(day)}`);
  if (at === 9) return dates.map(([year, month, day]) => `${two(day)}/${two(month)}/${year}`);
  return one as fc.Arbitrary<string>;
});

/** One kind for all, or two kinds, so that the file takes back what its first records suggest; some are blank. */
const column = fc
  .tuple(fc.constantFrom(...columns, text), fc.constantFrom(...columns, text), fc.boolean(), fc.boolean())
  .map(([usual, other, isMixed, hasBlanks]) =>
    fc.oneof(
      { arbitrary: usual, weight: 20 },
      { arbitrary: isMixed ? other : usual, weight: 1 },
      { arbitrary: hasBlanks ? fc.constant('') : usual, weight: 4 },
    ),
  );

/** Files in several encodings and dialects; every record of them can be read. */
export const csvFiles: fc.Arbitrary<CsvText> = fc
  .record({
    header: fc.uniqueArray(name, { minLength: 1, maxLength: 6, selector: (one) => one.trim() }),
    delimiter: fc.constantFrom(',', ';', '\t', '|'),
    lineEnd: fc.constantFrom('\n', '\r\n'),
    encoding: fc.constantFrom('utf-8', 'marked', 'latin1', 'utf-16'),
    most: fc.constantFrom(1, 5, 60),
  })
  .chain(({ header, most, ...how }) =>
    fc
      .tuple(...header.map(() => column))
      .chain((kinds) => fc.array(fc.tuple(...kinds), { minLength: 1, maxLength: most }))
      .map((rows): CsvText => {
        // Of one column, a blank record would be no record.
        const kept = rows.filter((row) => row.length > 1 || row[0]?.trim() !== '');
        const lines = [header, ...(kept.length > 0 ? kept : [header.map(() => 'x')])];
        return { bytes: encode(write(lines, how), how.encoding), records: lines.length - 1 };
      }),
  );

function write(
  lines: readonly (readonly string[])[],
  { delimiter, lineEnd }: { delimiter: string; lineEnd: string },
): string {
  const quote = (field: string) =>
    [delimiter, '"', '\n', '\r'].some((special) => field.includes(special))
      ? `"${field.replaceAll('"', '""')}"`
      : field;
  return lines.map((fields) => fields.map(quote).join(delimiter) + lineEnd).join('');
}

function encode(content: string, encoding: string): Buffer {
  if (encoding === 'utf-16') return Buffer.from(`\uFEFF${content}`, 'utf16le');
  if (encoding === 'marked') return Buffer.from(`\uFEFF${content}`);
  // Latin 1 has no €.
  if (encoding === 'latin1') return Buffer.from(content.replaceAll('€', 'ü'), 'latin1');
  return Buffer.from(content);
}
