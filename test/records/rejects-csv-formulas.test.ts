import assert from 'node:assert/strict';

import fc from 'fast-check';

import { neutraliseFormula, restoreFormula } from '../../src/records/rejects-csv-formulas.js';

/** What spreadsheets take for the beginning of a formula. */
const STARTERS = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/** Texts made of what the rule looks at, so that every branch is met often. */
const tricky = fc.string({ unit: fc.constantFrom("'", ...STARTERS, ';', 'a', '1', '"', ',', ' ', 'ä', '😀') });
const anyText = fc.oneof(tricky, fc.string({ unit: 'binary' }));

describe('a text that a spreadsheet would take for a formula', () => {
  for (const starter of STARTERS) {
    it(`gets a quote in front when it begins with ${JSON.stringify(starter)}`, () => {
      assert.equal(neutraliseFormula(`${starter}1+1`), `'${starter}1+1`);
      assert.equal(restoreFormula(`'${starter}1+1`), `${starter}1+1`);
    });
  }

  it('gets one more quote when it has some already', () => {
    assert.equal(neutraliseFormula("'=1"), "''=1");
    assert.equal(neutraliseFormula("'''@x"), "''''@x");
    assert.equal(restoreFormula("''=1"), "'=1");
  });

  it('is told from other texts, which stay as they are in both directions', () => {
    for (const text of ['', "'", "''", 'a=1', "'tis", "O'Neil", '12', ' =1', "'a=1"]) {
      assert.equal(neutraliseFormula(text), text);
      assert.equal(restoreFormula(text), text);
    }
  });

  it('stays as it is on the way back where somebody entered it without the quote', () => {
    assert.equal(restoreFormula('-12.50'), '-12.50');
    assert.equal(restoreFormula('=1'), '=1');
  });

  it('is given back exactly, whatever the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        assert.equal(restoreFormula(neutraliseFormula(text)), text);
      }),
      { numRuns: 5000 },
    );
  });

  it('never begins as a formula any more, whatever the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const written = neutraliseFormula(text);
        assert.ok(!STARTERS.some((starter) => written.startsWith(starter)));
        // As cells of a spreadsheet with another delimiter. What it takes away before it looks is no cell.
        const cells = written.split(/[;\t\r\n]+/);
        for (const cell of cells) assert.doesNotMatch(cell, /^[=+\-@＝＋－＠]/u, written);
      }),
      { numRuns: 5000 },
    );
  });

  it('never becomes the same as another text', () => {
    fc.assert(
      fc.property(tricky, tricky, (one, other) => {
        assert.equal(neutraliseFormula(one) === neutraliseFormula(other), one === other);
      }),
      { numRuns: 5000 },
    );
  });
});
