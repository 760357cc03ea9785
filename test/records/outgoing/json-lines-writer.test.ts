import assert from 'node:assert/strict';
import fc from 'fast-check';

import { createJsonLinesWriter } from '../../../src/records/outgoing/json-lines-writer.js';
import { copyRow } from './support/copy-row.js';

const write = (texts: string[]) =>
  createJsonLinesWriter()
    .write(texts.map((text) => copyRow([text])))
    .toString();

describe('createJsonLinesWriter', () => {
  it('writes each record as a line', () => {
    assert.equal(write(['{"id":1,"name":"Müller"}', '{"id":2}']), '{"id":1,"name":"Müller"}\n{"id":2}\n');
    assert.equal(write([]), '');
  });

  it('gives JSON its own backslashes back', () => {
    const record = { text: 'a "quoted" \\ back\nslash\u0000N \\N', tab: '\t' };
    assert.deepEqual(JSON.parse(write([JSON.stringify(record)])), record);
  });

  it('keeps a record in one line that has a value of the type json over several', () => {
    const text = '{"id":1,"value":{\r\n\t"a": [1,\n2]\r\n}}';
    const line = write([text]);
    assert.equal(line.trimEnd().split(/[\r\n]/).length, 1);
    assert.deepEqual(JSON.parse(line), JSON.parse(text));
  });

  it('refuses bytes of the database that are no text, with the record', () =>
    assert.throws(() => createJsonLinesWriter().write(['{}', '{"a":"\xe9"}']), {
      code: 'file-encoding',
      message: /^Record 2: /,
    }));

  it('writes lines that give the very values back, whatever they are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.json({ stringUnit: 'binary' }), fc.constantFrom(undefined, 2, '\t'))),
        (cases) => {
          const texts = cases.map(([json, indent]) => JSON.stringify(JSON.parse(json), undefined, indent));
          const lines = write(texts).split('\n');
          assert.equal(lines.pop(), '');
          assert.deepEqual(
            lines.map((line) => JSON.parse(line) as unknown),
            texts.map((text) => JSON.parse(text) as unknown),
          );
        },
      ),
      { numRuns: 500 },
    );
  });
});
