import assert from 'node:assert/strict';

import { externalFile } from '../../src/model/external-file.js';
import { mapping } from '../../src/model/mapping.js';
import { openCsv, type RecordBlock } from '../../src/records/csv-file.js';
import { MAX_LOOKUP_RECORDS, readLookup } from '../../src/records/lookup.js';

const asked = mapping.parse({
  department: { lookup: 'departments', by: 'dept', column: 'Name' },
  manager: { lookup: 'departments', by: 'dept', column: 'Manager' },
  again: { lookup: 'departments', by: 'other', column: 'Name' },
  city: { lookup: 'cities', by: 'city', column: 'City' },
});

interface Watch {
  closed: boolean;
}

async function* chunks(text: string, watch: Watch): AsyncGenerator<Buffer> {
  try {
    for (let at = 0; at < text.length; at += 65_536) {
      yield Buffer.from(text.slice(at, at + 65_536));
      await Promise.resolve();
    }
  } finally {
    watch.closed = true;
  }
}

/** Reads an external file `departments` with the key `Code`; it must be closed, whatever becomes of it. */
async function read(text: string, more: object = {}) {
  const declared = externalFile.parse({ name: 'departments', key: 'Code', ...more });
  const watch = { closed: false };
  const file = openCsv(chunks(text, watch), { dialect: declared.dialect });
  try {
    return await readLookup(file, declared, asked);
  } finally {
    assert.ok(watch.closed);
  }
}

const refused = (text: string, message: RegExp, details: object, more: object = {}) =>
  assert.rejects(read(text, more), (error: Error & { code?: string; details?: object }) => {
    assert.equal(error.code, 'external-file-invalid');
    assert.match(error.message, /^The external file departments cannot be used: /);
    assert.match(error.message, message);
    assert.deepEqual({ ...error.details, externalFile: 'departments', ...details }, error.details);
    return true;
  });

describe('readLookup', () => {
  it('finds the texts of the columns that are asked for, by key', async () => {
    const { rows, columns } = await read('Manager,Code,Other,Name\nAnn,B,x,Bakery\n,D,y,Deli\n');
    assert.deepEqual(
      [...rows],
      [
        ['B', 0],
        ['D', 1],
      ],
    );
    assert.deepEqual(Object.fromEntries(columns), { Name: ['Bakery', 'Deli'], Manager: ['Ann', ''] });
  });

  it('goes by the dialect of the external file', async () => {
    const dialect = { delimiter: ';', nullSequence: 'NULL', commentChar: '#' };
    const { rows, columns } = await read('# all\nCode;Name;Manager\nB;NULL;"A;n"\nNULL;x;y\n', { dialect });
    assert.deepEqual([...rows.keys()], ['B']);
    assert.deepEqual(columns.get('Name'), [null]);
    assert.deepEqual(columns.get('Manager'), ['A;n']);
  });

  it('leaves out records without a key', async () => {
    const { rows, columns } = await read('Code,Name,Manager\n,a,\n,b,\nC,c,\n');
    assert.deepEqual([rows.get('C'), columns.get('Name')], [0, ['c']]);
  });

  it('takes the names of object properties for keys like others', async () => {
    const { rows } = await read('Code,Name,Manager\n__proto__,a,\nconstructor,b,\n');
    assert.deepEqual([...rows.keys()], ['__proto__', 'constructor']);
  });

  it('refuses a file without a column it needs', async () => {
    await refused('Code,Name\nB,Bakery\n', /expected the column "Manager" once in its header, got "Code", "Name"/, {
      column: 'Manager',
    });
    await refused('code,Name,Manager\nB,x,y\n', /expected the column "Code"/, { column: 'Code' });
    await refused('Code,Name,Name,Manager\nB,x,y,z\n', /the column "Name" once/, { column: 'Name' });
  });

  it('closes a file it does not read to its end', async () => {
    const lines = Array.from({ length: 100_000 }, (_, index) => `${index},x`).join('\n');
    await refused(`Code,Other\n${lines}\n`, /expected the column "Name"/, {});
  });

  it('refuses a key that stands twice, by its lines and not its text', async () => {
    const text = 'Code,Name,Manager\nB,"two\nlines",\nD,x,\nB,y,\n';
    await refused(text, /the key of line 5 stands in line 2 already/, { line: 5, earlierLine: 2 });
  });

  it('refuses a record that cannot be read', async () => {
    await refused('Code,Name,Manager\nB,Bakery,Ann\nD,Deli\n', /line 3 cannot be read: expected 3 fields/, { line: 3 });
  });

  it('refuses a file that cannot be read at all', async () => {
    await refused('', /the file is empty/, {});
    await refused('Code,Name,Manager\n', /expected records after the header/, {});
    await refused('Code,Name,Manager\nB,\0,\n', /NUL/, {});
  });

  it('refuses a file of more records than fit in memory, and reads no further', async () => {
    let number = 0;
    const block = (): RecordBlock => {
      const records = Array.from({ length: 10_000 }, () => {
        number += 1;
        return { number, line: number + 1, byteOffset: 0, fields: [String(number), '', ''] };
      });
      return { records, rejects: [], bytesRead: number, raw: () => '' };
    };
    async function* endless() {
      for (;;) yield await Promise.resolve(block());
    }
    const file = { header: ['Code', 'Name', 'Manager'], blocks: endless(), close: () => Promise.resolve() };
    await assert.rejects(readLookup(file, externalFile.parse({ name: 'departments', key: 'Code' }), asked), {
      code: 'external-file-invalid',
      message: /more than 1000000 records/,
    });
    assert.equal(number, MAX_LOOKUP_RECORDS + 10_000);
  });
});
