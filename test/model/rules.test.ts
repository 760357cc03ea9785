import assert from 'node:assert/strict';

import { byteSize } from '../../src/model/byte-size.js';
import { formatBytes } from '../../src/model/format-bytes.js';
import { csvDialect } from '../../src/model/csv-dialect.js';
import { ERRORS, isErrorCode, isRetryable } from '../../src/model/errors.js';
import { fileName } from '../../src/model/names.js';
import { resolveParameters, type Parameter } from '../../src/model/parameters.js';
import { exceedsLimit, recordLimit } from '../../src/model/record-limit.js';
import { countsAddUp, completedStatus, describeCounts, NO_RECORDS } from '../../src/model/run-counts.js';
import { defaultRunName } from '../../src/model/run-name.js';
import { formatLogLine } from '../../src/model/site-log.js';

describe('a log line', () => {
  it("has the seed's shape", () => {
    const at = Date.parse('2014-07-08T05:05:30Z');
    const line = formatLogLine({ at, speaker: 'site', text: 'Site DEV started successfully!' }, 'Australia/Sydney');
    assert.equal(line, '08-Jul-2014 15:05:30 (4): Site DEV started successfully!');
  });

  it('has months of three letters and hours from 00 to 23', () => {
    const lineAt = (at: string) => formatLogLine({ at: Date.parse(at), speaker: 'data', text: 'x' }, 'UTC');
    assert.equal(lineAt('2026-09-01T00:00:05Z'), '01-Sep-2026 00:00:05 (3): x');
    assert.equal(lineAt('2026-06-30T23:59:59Z'), '30-Jun-2026 23:59:59 (3): x');
  });
});

describe('a default Run Name', () => {
  it("ends with a date and time stamp in the site's time zone", () => {
    const at = Date.parse('2026-11-21T08:32:18.123Z') + 0.456;
    assert.equal(defaultRunName('employees', 'Australia/Sydney', at, 0), 'employees 2026-11-21 19:32:18');
    assert.equal(defaultRunName('employees', 'Australia/Sydney', at, 3), 'employees 2026-11-21 19:32:18.123');
    assert.match(defaultRunName('employees', 'Australia/Sydney', at, 6), /19:32:18\.123\d{3}$/);
  });
});

describe('a size in bytes', () => {
  it('is a number, or has a unit of powers of 1024', () => {
    const sizes = [1, '7B', '512kB', '1MB', '2 GB'].map((size) => byteSize.parse(size));
    assert.deepEqual(sizes, [1, 7, 524_288, 1_048_576, 2_147_483_648]);
  });

  it('is refused with what was expected', () => {
    for (const wrong of ['1', '1mb', '-1MB', 'MB', 0, 1.5]) assert.equal(byteSize.safeParse(wrong).success, false);
  });

  it('is shown in its largest unit', () => {
    assert.deepEqual([0, 1023, 1024, 956_488, 1_048_576].map(formatBytes), [
      '0 B',
      '1023 B',
      '1 kB',
      '934.1 kB',
      '1 MB',
    ]);
  });
});

describe('a limit of rejects', () => {
  it('as a number allows as many and no more', () => {
    assert.deepEqual(
      [5, 6].map((rejected) => exceedsLimit(5, rejected, 100)),
      [false, true],
    );
    assert.equal(exceedsLimit(0, 1, 1_000_000), true);
  });

  it('as a share is exact', () => {
    assert.equal(exceedsLimit('5%', 5, 100), false);
    assert.equal(exceedsLimit('5%', 6, 100), true);
    assert.equal(exceedsLimit('0.5%', 5, 1000), false);
    assert.equal(exceedsLimit('0.5%', 6, 1000), true);
  });

  it('that is not given allows all', () => assert.equal(exceedsLimit(undefined, 10, 10), false));

  it('is refused where it is no number and no share', () => {
    for (const wrong of [-1, 1.5, '5', '%', '101%', 'all']) assert.equal(recordLimit.safeParse(wrong).success, false);
  });
});

describe('the counts of a run', () => {
  const good = { ...NO_RECORDS, read: 10, applied: 6, inserted: 4, updated: 2, unchanged: 1, rejected: 2, excluded: 1 };

  it('add up when every record went somewhere', () => assert.equal(countsAddUp(good), true));

  it('do not add up when a record is lost, doubled or invented', () => {
    for (const wrong of [{ read: 11 }, { unchanged: 2 }, { inserted: 5 }, { applied: 7 }]) {
      assert.equal(countsAddUp({ ...good, ...wrong }), false);
    }
  });

  it('make a run with rejects one that completed with errors', () => {
    assert.equal(completedStatus(good), 'Completed with Errors');
    assert.equal(completedStatus({ ...good, rejected: 0 }), 'Completed');
  });

  it('are told without what is 0', () => {
    assert.equal(
      describeCounts({ ...good, read: 10_000 }),
      '10,000 read, 6 applied, 1 unchanged, 2 rejected, 1 excluded',
    );
    assert.equal(describeCounts(NO_RECORDS), 'no records');
  });
});

describe('parameters', () => {
  const declared: Parameter[] = [
    { name: 'company', type: 'string', required: true },
    { name: 'day', type: 'date', required: false },
    { name: 'full', type: 'boolean', required: false, default: false },
  ];

  it('are completed by their defaults', () => {
    assert.deepEqual(resolveParameters(declared, { company: 'ACME' }), { company: 'ACME', full: false });
  });

  it('are refused when required and missing, unknown, or of another type', () => {
    const given: [Record<string, string | number>, RegExp][] = [
      [{}, /company is required: give it a string/],
      [{ company: 'ACME', other: 1 }, /no parameter other: expected one of company, day, full/],
      [{ company: 7 }, /company is a string; got 7/],
      [{ company: 'ACME', day: '2023-02-29' }, /day is a date; got "2023-02-29"/],
    ];
    for (const [values, message] of given) {
      assert.throws(() => resolveParameters(declared, values), { code: 'parameter-invalid', message });
    }
  });
});

describe('a file name', () => {
  it('has no folder, nothing hidden, nothing a file system refuses', () => {
    for (const good of ['employees.csv', 'Mitarbeiter März 2026.csv']) assert.equal(fileName.parse(good), good);
    for (const bad of ['', '.', '..', '.hidden', 'a/b.csv', 'a\\b.csv', 'C:x.csv', 'a\u0000b', 'a\nb']) {
      assert.equal(fileName.safeParse(bad).success, false, bad);
    }
  });
});

describe('a CSV dialect', () => {
  it('is that of the standard where nothing is said', () => {
    const { delimiter, quoteChar, doubleQuote, header } = csvDialect.parse({});
    assert.deepEqual([delimiter, quoteChar, doubleQuote, header], [',', '"', true, true]);
  });

  it('refuses characters that cannot be told apart', () => {
    const wrong = [
      { delimiter: '"' },
      { delimiter: '\n' },
      { delimiter: ',,' },
      { delimiter: '#', commentChar: '#' },
      { quoteChar: '#', commentChar: '#' },
      { delimiter: '\\', escapeChar: '\\' },
    ];
    for (const dialect of wrong) assert.equal(csvDialect.safeParse(dialect).success, false, JSON.stringify(dialect));
  });
});

describe('an error code', () => {
  it('can be tried again only where that can help', () => {
    const retryable = Object.keys(ERRORS).filter((code) => isErrorCode(code) && isRetryable(code));
    assert.deepEqual(retryable, [
      'too-many-requests',
      'body-too-slow',
      'target-unavailable',
      'service-unavailable',
      'internal',
    ]);
  });

  it('is told from any other type of failure', () => {
    assert.deepEqual(['halted', 'constructor', 'Error', undefined].map(isErrorCode), [true, false, false, false]);
  });
});
