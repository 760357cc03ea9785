import fc from 'fast-check';
import type { CsvDialect } from '../../../src/model/csv-dialect.js';
import type { RejectCode } from '../../../src/model/reject.js';

/** A CSV file that is good but for one record, and what must come of it. */
export interface FaultyFile {
  text: string;
  options: {
    dialect: Partial<CsvDialect>;
    fieldCount: number;
    maxRecordBytes: number;
    maxFieldBytes: number;
  };
  good: string[][];
  reject: { record: number; line: number; code: RejectCode; raw: string };
}

interface Writing {
  delimiter: string;
  quoteChar: string;
  escapeChar: '\\' | undefined;
  commentChar: '#' | undefined;
  lineEnd: string;
}

const LIMITS = { maxRecordBytes: 600, maxFieldBytes: 120 };

/** A record is broken in one place: how its fields, good as they come, are written, and the code that tells of it. */
interface Fault {
  code: RejectCode;
  write: (fields: string[], writing: Writing) => string[];
  /** What the next record begins with, where that matters. */
  next?: 'a quote';
  /** Whether no quote may come any more. */
  last?: true;
}

/**
 * Each fault has one outcome by the rules of openCsv, whatever stands around it. The broken record is one line; where
 * its quote stays open, nothing after it can close it: the next quote, if any comes, opens a field that begins with an
 * ordinary character, and that cannot follow a closing quote.
 */
const FAULTS: Record<string, Fault> = {
  'an extra field': { code: 'field-count', write: (fields) => [...fields, 'x'] },
  'a missing field': { code: 'field-count', write: (fields) => fields.slice(1) },
  'a quote inside a field': {
    code: 'quote-misplaced',
    write: (fields, { quoteChar }) => [`5${quoteChar} pipe`, ...fields.slice(1)],
  },
  'a quote at the end of a field': {
    code: 'quote-misplaced',
    write: (fields, { quoteChar }) => [...fields.slice(1), `5${quoteChar}`],
  },
  'text after a closing quote': {
    code: 'quote-misplaced',
    write: (fields, { quoteChar, delimiter }) => [`${quoteChar}a${delimiter}b${quoteChar}c`, ...fields.slice(1)],
  },
  'a quote that is never closed': {
    code: 'quote-not-closed',
    write: (fields, { quoteChar }) => [...fields.slice(1), `${quoteChar}open`],
    last: true,
  },
  'a quote that is not closed before another opens': {
    code: 'quote-not-closed',
    write: (fields, { quoteChar }) => [`${quoteChar}open`, ...fields.slice(1)],
    next: 'a quote',
  },
  'a record that is too long': {
    code: 'record-too-long',
    write: (fields) => [...fields.slice(1), 'é'.repeat(LIMITS.maxRecordBytes / 2)],
  },
  'a field that is too long': {
    code: 'field-too-long',
    write: (fields, { quoteChar }) => [...fields.slice(1), `${quoteChar}${'x'.repeat(121)}${quoteChar}`],
  },
};

const writing: fc.Arbitrary<Writing> = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  quoteChar: fc.constantFrom('"', "'"),
  escapeChar: fc.constantFrom<'\\' | undefined>(undefined, '\\'),
  commentChar: fc.constantFrom<'#' | undefined>(undefined, '#'),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
});

const field = fc.string({
  unit: fc.constantFrom('a', 'é', '😀', ',', ';', '\t', '|', '"', "'", '\\', '\n', '\r\n', '\r', ' ', '#'),
  maxLength: 6,
});
const plainField = fc.string({ unit: fc.constantFrom('a', 'é', '😀', ' ', '.'), maxLength: 6 });

function rows(of: fc.Arbitrary<string>, width: number): fc.Arbitrary<string[][]> {
  return fc.array(fc.array(of, { minLength: width, maxLength: width }), { maxLength: 10 });
}

/** Files of random dialects, with a header or without, of good records and a broken one. */
export const faultyFile: fc.Arbitrary<FaultyFile> = fc
  .tuple(fc.constantFrom(...Object.values(FAULTS)), fc.integer({ min: 2, max: 5 }))
  .chain(([fault, width]) =>
    fc.record({
      fault: fc.constant(fault),
      width: fc.constant(width),
      writing,
      header: fc.boolean(),
      before: rows(field, width),
      after: rows(fault.last ? plainField : field, width),
      /** Whether a field is written in quotes that needs none, in turn. */
      quotes: fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }),
      /** Lines between two records that are none. */
      gaps: fc.array(fc.constantFrom('', '  ', '#'), { maxLength: 3 }),
      lastLineEnd: fc.boolean(),
    }),
  )
  .map(makeFile);

type Plan = Parameters<typeof makeFile>[0];

function makeFile(plan: {
  fault: Fault;
  width: number;
  writing: Writing;
  header: boolean;
  before: string[][];
  after: string[][];
  quotes: boolean[];
  gaps: string[];
  lastLineEnd: boolean;
}): FaultyFile {
  const { fault, width, header, before, after } = plan;
  const { lineEnd, delimiter, ...dialect } = plan.writing;
  const names = Array.from({ length: width }, (_, index) => `name ${index + 1}`);
  const next = fault.next === undefined ? [] : [names];
  const raw = fault.write(names, plan.writing).join(delimiter);
  const lines = [
    ...(header ? [names.join(delimiter)] : []),
    ...before.flatMap((fields, index) => [...gap(plan, index), write(fields, plan, plan.quotes)]),
  ];
  const line = lines.join(lineEnd).split(/\r\n|\n|\r/).length + (lines.length > 0 ? 1 : 0);
  lines.push(raw, ...next.map((fields) => write(fields, plan, [true])));
  lines.push(
    ...after.flatMap((fields, index) => [...gap(plan, index), write(fields, plan, fault.last ? [false] : plan.quotes)]),
  );
  return {
    text: lines.join(lineEnd) + (plan.lastLineEnd ? lineEnd : ''),
    options: { dialect: { ...dialect, delimiter, header }, fieldCount: width, ...LIMITS },
    good: [...before, ...next, ...after],
    reject: { record: before.length + 1, line, code: fault.code, raw: cut(raw) },
  };
}

function gap({ gaps, writing: { commentChar } }: Plan, index: number): string[] {
  const line = gaps[index];
  return line === undefined || (line === '#' && commentChar === undefined) ? [] : [line];
}

function write(
  fields: string[],
  { writing: { delimiter, quoteChar, escapeChar, commentChar } }: Plan,
  quotes: boolean[],
): string {
  const special = [delimiter, quoteChar, '\n', '\r'];
  const written = fields.map((text, index) => {
    const isComment = index === 0 && commentChar !== undefined && text.startsWith(commentChar);
    if (!isComment && !special.some((each) => text.includes(each)) && quotes[index % quotes.length] !== true) {
      return text;
    }
    const escape = escapeChar ?? quoteChar;
    const escaped = text.replaceAll(escape, escape + escape);
    return quoteChar + (escape === quoteChar ? escaped : escaped.replaceAll(quoteChar, escape + quoteChar)) + quoteChar;
  });
  return written.join(delimiter);
}

/** The raw text of a reject is cut after the longest record, between two characters. */
function cut(raw: string): string {
  const characters = Array.from(raw);
  while (Buffer.byteLength(characters.join('')) > LIMITS.maxRecordBytes) {
    characters.pop();
  }
  return characters.join('');
}
