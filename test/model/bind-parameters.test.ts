import assert from 'node:assert/strict';

import { bindParameters } from '../../src/model/bind-parameters.js';
import type { Parameter } from '../../src/model/parameters.js';

const parameter = (name: string, type: Parameter['type'] = 'string'): Parameter => ({ name, type, required: false });
const DECLARED = [parameter('company'), parameter('since', 'date'), parameter('most', 'integer')];

describe('bindParameters', () => {
  it('reads the value of a parameter from a setting, as its type', () => {
    const { text, settings } = bindParameters('select :company, :since', DECLARED, {
      company: "x'); drop table y; --",
      since: '2026-11-21',
    });
    assert.equal(
      text,
      "select current_setting('integrator.parameter_1')::text, current_setting('integrator.parameter_2')::date",
    );
    assert.deepEqual(settings, [
      { name: 'integrator.parameter_1', value: "x'); drop table y; --" },
      { name: 'integrator.parameter_2', value: '2026-11-21' },
    ]);
  });

  it('takes one that was given no value for null', () => {
    assert.deepEqual(bindParameters('select :most', DECLARED, {}), { text: 'select null::bigint', settings: [] });
  });

  it('leaves alone what only looks like a parameter', () => {
    for (const query of [
      "select ':company'",
      "select 'it''s :company'",
      "select E'\\':company'",
      'select ":company" from t',
      'select 1 -- :company',
      'select /* :company */ 1',
      'select $$ :company $$, $tag$ :company $tag$',
      "select '1'::company",
    ]) {
      assert.deepEqual(bindParameters(query, DECLARED, { company: 'x' }), { text: query, settings: [] });
    }
  });

  it('refuses a name that is no parameter, and names those there are', () => {
    assert.throws(() => bindParameters('select :compnay', DECLARED, {}), {
      code: 'source-invalid',
      message: /:compnay.*:company, :since, :most/,
    });
  });
});
