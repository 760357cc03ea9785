import assert from 'node:assert/strict';

import { companionFileTemplate, expandFileName, fileNameTemplate } from '../../src/model/file-name-tokens.js';
import { importSource } from '../../src/model/import-source.js';

/** The name at a moment in Sydney, on site LIVE. */
function nameAt(template: string, at: string, timeZone = 'Australia/Sydney'): string {
  return expandFileName(template, { site: 'LIVE', at: Date.parse(at), timeZone });
}

/** What a schema says against a value; empty where it accepts it. */
function faults(schema: typeof fileNameTemplate, value: string): string {
  const { error } = schema.safeParse(value);
  return error?.issues.map(({ message }) => message).join('; ') ?? '';
}

describe('a file name with tokens', () => {
  it("has the site and the date of the site's own calendar", () => {
    const evening = '2026-11-21T14:05:09Z';
    assert.equal(nameAt('employees-{date:yyyyMMdd}.csv', evening), 'employees-20261122.csv');
    assert.equal(nameAt('employees-{date:yyyyMMdd}.csv', evening, 'America/New_York'), 'employees-20261121.csv');
    assert.equal(nameAt('{site}_{date:yy.MM.dd_HH-mm-ss}.csv', evening), 'LIVE_26.11.22_01-05-09.csv');
    assert.equal(nameAt('{date:yyyyMMdd}T{date:HHmm}.csv', '2026-11-21T13:00:00Z'), '20261122T0000.csv');
  });

  it('takes the moment as a Date too', () => {
    const at = new Date('2026-11-21T14:05:09Z');
    assert.equal(expandFileName('{date:yyyyMMdd}', { site: 'LIVE', at, timeZone: 'UTC' }), '20261121');
  });

  it('counts days of the calendar: over months, years, leap days and days of 23 or 25 hours', () => {
    const shifted = (template: string, at: string) => nameAt(template, at);
    assert.equal(shifted('{date-1d:yyyy-MM-dd}', '2026-12-31T20:00:00Z'), '2026-12-31');
    assert.equal(shifted('{date-2d:yyyy-MM-dd}', '2028-03-01T00:00:00Z'), '2028-02-28');
    assert.equal(shifted('{date+1d:yyyy-MM-dd}', '2028-02-28T00:00:00Z'), '2028-02-29');
    // Sydney springs forward on 4 October 2026 at 02:00 and falls back on 5 April 2026 at 03:00; 00:30 each time.
    assert.equal(shifted('{date-1d:yyyy-MM-dd HHmm}', '2026-10-04T13:30:00Z'), '2026-10-04 0030');
    assert.equal(shifted('{date-1d:yyyy-MM-dd HHmm}', '2026-04-05T14:30:00Z'), '2026-04-05 0030');
    assert.equal(shifted('{date+1d:yyyy-MM-dd}', '2026-04-04T13:30:00Z'), '2026-04-06');
  });

  it('is the name itself where it has none', () => {
    assert.equal(nameAt('Mitarbeiter $& März.csv', '2026-11-21T00:00:00Z'), 'Mitarbeiter $& März.csv');
  });

  it('has the name of the file it belongs to', () => {
    const tokens = { site: 'LIVE', at: 0, timeZone: 'UTC', file: 'employees.csv' };
    assert.equal(expandFileName('{file}.done', tokens), 'employees.csv.done');
    assert.equal(faults(companionFileTemplate, '{file}.done'), '');
    assert.match(faults(fileNameTemplate, '{file}.done'), /got \{file\}/);
  });

  it('is refused with what was expected', () => {
    const refused: [string, RegExp][] = [
      ['employees-{day}.csv', /expected a token such as \{site\}, \{date:yyyyMMdd\}.*got \{day\}/],
      ['employees-{date}.csv', /got \{date\}/],
      ['employees-{date:}.csv', /got \{date:\}/],
      ['employees-{date-1h:HH}.csv', /got \{date-1h:HH\}/],
      ['employees-{date1d:dd}.csv', /got \{date1d:dd\}/],
      ['employees-{}.csv', /got \{\}/],
      ['employees-{date:YYYYMMDD}.csv', /expected yyyy, yy, MM, dd, HH, mm or ss in a date, got YYYY/],
      ['employees-{date:yyyyMMM}.csv', /got MMM/],
      ['employees-{date:dd. März}.csv', /got M/],
      ['employees-{site.csv', /\{ and \} around tokens only/],
      ['employees-site}.csv', /\{ and \} around tokens only/],
      ['../employees.csv', /without folders/],
      ['{date:yyyy/MM}.csv', /without folders/],
      ['{date:HH:mm}.csv', /without folders/],
      ['.{site}', /without folders/],
      ['', /without folders/],
    ];
    for (const [template, message] of refused) assert.match(faults(fileNameTemplate, template), message, template);
  });

  it('is refused also where a definition of earlier days has an unknown token', () => {
    assert.throws(() => nameAt('a{b}.csv', '2026-11-21T00:00:00Z'), { code: 'invalid-file-name', message: /\{b\}/ });
  });
});

describe('the source of an import', () => {
  const inbox = { connection: 'inbox', file: 'employees.csv' };
  const faultsAt = (given: object) => {
    const { error } = importSource.safeParse({ ...inbox, ...given });
    return error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ') ?? '';
  };

  it('is what was given: nothing is added to a definition of earlier days', () => {
    assert.deepEqual(importSource.parse(inbox), inbox);
    const all = { settleSeconds: 0.5, doneFile: '{file}.done', archive: 'done/employees', failed: 'failed' };
    assert.deepEqual(importSource.parse({ ...inbox, ...all }), { ...inbox, ...all });
  });

  it('settles within an hour', () => {
    assert.match(faultsAt({ settleSeconds: -1 }), /^settleSeconds: .*0/);
    assert.match(faultsAt({ settleSeconds: 3601 }), /^settleSeconds: .*3600/);
  });

  it('has folders inside that of the connection', () => {
    for (const bad of ['..', 'a/../b', '/etc', 'a//b', 'a/', '.', '.integrator', 'a\\b', '']) {
      assert.match(faultsAt({ archive: bad }), /^archive: expected a folder inside/, bad);
      assert.match(faultsAt({ failed: bad }), /^failed: expected a folder inside/, bad);
    }
  });

  it('has a done file that is another file', () => {
    for (const same of ['{file}', 'employees.csv']) assert.match(faultsAt({ doneFile: same }), /^doneFile: .*differs/);
    assert.match(faultsAt({ file: '{site}.csv', doneFile: '{site}.csv' }), /^doneFile: .*differs/);
    assert.equal(faultsAt({ file: '{date:yyyyMMdd}.csv', doneFile: '{date-1d:yyyyMMdd}.csv' }), '');
  });

  it('tells what is wrong with a name once', () => {
    assert.match(faultsAt({ file: '{x}.csv', doneFile: '{file}' }), /^file: [^;]*$/);
  });
});
