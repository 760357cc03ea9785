import assert from 'node:assert/strict';

import { outgoingFormat } from '../../src/model/outgoing-format.js';

describe('outgoingFormat', () => {
  const taken: [
    name: string,
    content: 'csv' | 'jsonl',
    zipped: boolean,
    encrypted: boolean,
    inside: [string, string],
  ][] = [
    ['x.csv', 'csv', false, false, ['x.csv', 'x.csv']],
    ['x.jsonl', 'jsonl', false, false, ['x.jsonl', 'x.jsonl']],
    ['x.csv.zip', 'csv', true, false, ['x.csv', 'x.csv.zip']],
    ['x.jsonl.zip', 'jsonl', true, false, ['x.jsonl', 'x.jsonl.zip']],
    ['x.zip', 'csv', true, false, ['x.csv', 'x.csv.zip']],
    ['x.csv.pgp', 'csv', false, true, ['x.csv', 'x.csv']],
    ['x.pgp', 'csv', false, true, ['x.csv', 'x.csv']],
    ['x.csv.zip.pgp', 'csv', true, true, ['x.csv', 'x.csv.zip']],
    ['x.jsonl.zip.gpg', 'jsonl', true, true, ['x.jsonl', 'x.jsonl.zip']],
    ['EMPLOYEES-2026.11.21.CSV.ZIP', 'csv', true, false, ['EMPLOYEES-2026.11.21.csv', 'EMPLOYEES-2026.11.21.csv.zip']],
  ];
  for (const [name, content, zipped, encrypted, [entryName, decryptedName]] of taken) {
    it(`takes ${name}`, () =>
      assert.deepEqual(outgoingFormat(name), { content, zipped, encrypted, entryName, decryptedName }));
  }

  const others = [
    'x',
    'x.txt',
    'x.json',
    '.csv',
    'x.csv.gz',
    'x.csv.pgp.zip',
    'x.zip.csv',
    'x.csv.csv',
    'x.pgp.gpg',
    '',
  ];
  for (const name of others) {
    it(`refuses ${JSON.stringify(name)}, which would be something else than it says`, () =>
      assert.throws(() => outgoingFormat(name), { code: 'file-format', message: /such as employees\.csv\.zip\.pgp/ }));
  }
});
