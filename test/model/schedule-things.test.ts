import assert from 'node:assert/strict';

import { integrationSet } from '../../src/model/integration-set.js';
import { integration } from '../../src/model/integration.js';
import { scheduledMembers } from '../../src/model/schedule-members.js';
import { thingsTouched } from '../../src/model/schedule-things.js';
import { schedule } from '../../src/model/schedule.js';

const target = { connection: 'hr', table: 'employee', mode: 'insert' };
const schema = { fields: [{ name: 'id' }] };

describe('what a run touches', () => {
  const keys = (definition: object, given: object = {}) =>
    thingsTouched(integration.parse(definition), given).map(({ key }) => key);

  it('is the table of an import, and the file of its source', () => {
    const source = { connection: 'inbox', file: 'employees.csv' };
    assert.deepEqual(keys({ schema, target, source }), [
      'table:hr/employee',
      'file:employees.csv',
      'file:inbox/employees.csv',
    ]);
  });

  it('is the uploaded file in place of the source, which stays alone', () => {
    const source = { connection: 'inbox', file: 'employees.csv' };
    assert.deepEqual(keys({ schema, target, source }, { file: 'march.csv' }), ['table:hr/employee', 'file:march.csv']);
  });

  it('is the external files too, those by default among them', () => {
    const externalFiles = [
      { name: 'grades', key: 'id', file: 'grades.csv' },
      { name: 'teams', key: 'id' },
    ];
    const given = { file: 'a.csv', externalFiles: { teams: 'teams-2026.csv' } };
    assert.deepEqual(keys({ schema, target, externalFiles }, given).slice(2), [
      'file:grades.csv',
      'file:teams-2026.csv',
    ]);
  });

  it('is the table and the files of an export; what a query reads is not known', () => {
    const exporting = {
      direction: 'export',
      source: { connection: 'hr', table: 'employee' },
      primaryKey: 'id',
      target: { connection: 'inbox', file: 'employees.csv', deletedFile: 'gone.csv' },
    };
    assert.deepEqual(keys(exporting), ['table:hr/employee', 'file:inbox/employees.csv', 'file:inbox/gone.csv']);
    const query = { ...exporting, source: { connection: 'hr', query: 'select 1 as id' } };
    assert.deepEqual(keys(query), ['file:inbox/employees.csv', 'file:inbox/gone.csv']);
  });
});

describe('what a schedule runs', () => {
  const recurrence = { repeats: 'One Time', startDate: '2026-10-05', startTime: '06:00' };

  it('is its integration with what it is given', () => {
    const definition = schedule.parse({ integration: 'employees', file: 'a.csv', recurrence });
    assert.deepEqual(
      scheduledMembers(definition, undefined).map(({ integration, file }) => [integration, file]),
      [['employees', 'a.csv']],
    );
  });

  it('is the members of its set, each with what the schedule gives it beside the set', () => {
    const set = integrationSet.parse({
      members: [
        { integration: 'one', file: 'one.csv', parameters: { company: 'ACME', year: 2026 } },
        { integration: 'two', file: 'two.csv' },
      ],
    });
    const members = [{ parameters: { year: 2027 }, file: 'march.csv' }];
    const definition = schedule.parse({ integrationSet: 'night', members, recurrence });
    assert.deepEqual(
      scheduledMembers(definition, set).map(({ integration, file, parameters }) => [integration, file, parameters]),
      [
        ['one', 'march.csv', { company: 'ACME', year: 2027 }],
        ['two', 'two.csv', {}],
      ],
    );
  });
});
