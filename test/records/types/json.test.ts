import { accepts, invalid, refuses } from '../support/field-outcomes.js';

const same = (texts: string[]) => Object.fromEntries(texts.map((text) => [text, text]));

describe('the types object and array', () => {
  it('read JSON of their kind, as it is written', () => {
    accepts(
      { type: 'object' },
      same(['{}', '{"a": 1.50, "b": [1, {"c": null}]}', ' {"__proto__": {"x": 1}} ', '{"a":1,"a":2}']),
    );
    refuses({ type: 'object' }, 'type', [
      '[]',
      'null',
      '1',
      '"{}"',
      'true',
      '{a: 1}',
      "{'a': 1}",
      '{"a": 1,}',
      '{',
      'NaN',
      '{}x',
    ]);
    accepts({ type: 'array' }, same(['[]', '[1, "a", [null]]', '[-0]', '["\\ud83d\\ude00"]']));
    refuses({ type: 'array' }, 'type', ['{}', 'null', '1,2', '[1,]', '[01]', '[1', '[NaN]', '[\u00a01]', '\ufeff[]']);
  });

  it('refuse what jsonb cannot hold', () => {
    refuses({ type: 'array' }, 'type', ['["\\u0000"]', '["\\ud800"]', '[{"\\udc00": 1}]', '["a\\\\\\u0000"]']);
    accepts({ type: 'array' }, same(['["\\\\u0000"]']));
    refuses({ type: 'array' }, 'type', [
      '[1e999999999]',
      '["\\"", 1e999999999]',
      '[-1E131073]',
      '[1e-99999]',
      `[${'9'.repeat(140_000)}]`,
    ]);
    accepts({ type: 'array' }, same(['[1e400]', '["1e999999999"]', `[${'9'.repeat(2000)}]`]));
  });

  it('refuse what is nested without end', () => {
    const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
    accepts({ type: 'array' }, same([nested(500), `["${'['.repeat(10_000)}"]`]));
    refuses({ type: 'array' }, 'type', [nested(501), nested(200_000), '['.repeat(500_000)]);
    refuses({ type: 'object' }, 'type', [`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`]);
  });

  it('count items and properties', () => {
    refuses({ type: 'array', constraints: { minLength: 2 } }, 'minLength', ['[]', '[[1,2,3]]', '["a long text"]']);
    accepts({ type: 'array', constraints: { maxLength: 2 } }, same(['[]', '["one", "two"]']));
    refuses({ type: 'array', constraints: { maxLength: 2 } }, 'maxLength', ['[1,2,3]']);
    refuses({ type: 'object', constraints: { minLength: 1 } }, 'minLength', ['{}']);
    refuses({ type: 'object', constraints: { maxLength: 1 } }, 'maxLength', ['{"a":1,"b":2}']);
    accepts({ type: 'object', constraints: { maxLength: 1 } }, same(['{"a":1,"a":2}', '{"__proto__":1}']));
  });

  it('take for equal what differs in white space and in the order of properties', () => {
    const field = { type: 'object', constraints: { enum: ['{"a": [1, 2], "b": {}}'] } };
    accepts(field, same(['{"b":{},"a":[1.0,2]}']));
    refuses(field, 'enum', [
      '{"a":[2,1],"b":{}}',
      '{"a":[1,2]}',
      '{"a":[1,2],"b":{},"__proto__":1}',
      '{"a":[1,2],"b":[]}',
    ]);
  });

  it('check a JSON Schema', () => {
    const schema = {
      type: 'object',
      required: ['a'],
      properties: { a: { type: 'integer' } },
      additionalProperties: false,
    };
    const field = { type: 'object', constraints: { jsonSchema: schema } };
    accepts(field, same(['{"a": 1}', '{"a": 1.0}']));
    refuses(field, 'jsonSchema', [
      '{}',
      '{"a": "1"}',
      '{"a": 1, "b": 2}',
      '{"a": 1, "__proto__": 2}',
      '{"a": 1, "constructor": 2}',
    ]);
    const tuple = {
      $schema: 'http://json-schema.org/draft-07/schema#',
      items: [{ type: 'string' }],
      additionalItems: false,
    };
    accepts({ type: 'array', constraints: { jsonSchema: tuple } }, same(['["a"]', '[]']));
    refuses({ type: 'array', constraints: { jsonSchema: tuple } }, 'jsonSchema', ['[1]', '["a", "b"]']);
    const newer = { prefixItems: [{ const: 1 }], $defs: { two: { const: 2 } }, items: { $ref: '#/$defs/two' } };
    refuses({ type: 'array', constraints: { jsonSchema: newer } }, 'jsonSchema', ['[1, 3]', '[2]']);
  });

  it('refuse a JSON Schema that cannot be', () => {
    const wrong = (jsonSchema: object, message: RegExp) =>
      invalid({ type: 'object', constraints: { jsonSchema } }, message);
    wrong({ type: 'objekt' }, /constraints.jsonSchema: expected a JSON Schema: .*type/);
    wrong({ propertis: {} }, /unknown keyword: "propertis"/);
    wrong({ $ref: 'https://example.com/other.json' }, /can't resolve reference/);
    wrong({ $schema: 'http://json-schema.org/draft-04/schema#' }, /no schema with key or ref/);
    invalid({ constraints: { jsonSchema: {} } }, /only an object or array can have it/);
  });
});
