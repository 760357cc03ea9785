import assert from 'node:assert/strict';

import pg from 'pg';

import { copyFaultLine, describeRefusal, type RecordFault } from '../../src/connections/postgres/record-refusal.js';

/** What a COPY that fails says about the place, in the translations PostgreSQL comes with. */
const PLACES = [
  'COPY integrator_staging, line 3, column pay rate: "x"',
  'COPY integrator_staging, Zeile 3, Spalte pay rate: »x«',
  'COPY integrator_staging, ligne 3, colonne pay rate : « x »',
  'COPY integrator_staging, línea 3, columna pay rate: «x»',
  'COPY integrator_staging, строка 3, столбец pay rate: "x"',
  'integrator_stagingのCOPY、行 3、列 pay rate: "x"',
  'PL/pgSQL function check_rate(text) line 7 at RAISE\nCOPY integrator_staging, line 3, column pay rate: "integrator_staging 9"',
];

function fault(where: string): RecordFault {
  return Object.assign(new pg.DatabaseError('no number', 0, 'error'), { code: '22P02', where });
}

describe('The place of a record the target refuses', () => {
  for (const where of PLACES) {
    it(`is read in: ${where.replaceAll('\n', ' / ')}`, () => {
      assert.equal(copyFaultLine(fault(where)), 3);
      assert.equal(describeRefusal(fault(where)).field, 'pay rate');
    });
  }

  it('has no field where the words do not tell one', () => {
    const korean = fault('integrator_staging 복사, 3번째 줄, rate 열: "x"');
    assert.equal(copyFaultLine(korean), 3);
    assert.equal(describeRefusal(korean).field, undefined);
  });

  it('is none where the failure is about another table', () => {
    assert.equal(copyFaultLine(fault('COPY other, line 3')), undefined);
  });
});
