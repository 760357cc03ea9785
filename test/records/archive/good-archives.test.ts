import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { ZipFile } from 'yazl';

import { buildZip, descriptorOf, zip64Extra, type EndToBuild, type EntryToBuild } from './support/build-zip.js';
import { CSV } from './support/csv.js';
import { ArchiveFolder, readArchive } from './support/read-archive.js';

const BYTES = Buffer.byteLength(CSV);
const ONES = 0xffffffff;
const employees: EntryToBuild = { name: 'employees.csv', content: CSV };
const stored: EntryToBuild = { ...employees, method: 0 };
/** Sizes and CRC-32 are told behind the data only. */
const streamed: EntryToBuild = { ...stored, flags: 8, local: { crc32: 0, packedBytes: 0, bytes: 0 } };

/** Archives made byte by byte, each with `employees.csv` in it. */
const BUILT: Record<string, [entries: EntryToBuild[], end?: EndToBuild]> = {
  'a deflated file': [[employees]],
  'a stored file': [[stored]],
  'a regular file of Unix': [[{ ...employees, attributes: 0o100644 * 0x10000 }]],
  'a file with a comment': [[{ ...employees, comment: 'from HR' }]],
  'an archive with a comment of odd length': [[employees], { comment: Buffer.from('nightly') }],
  'an archive with the longest comment': [[employees], { comment: Buffer.alloc(0xffff, 'x') }],
  'folders beside the file': [[{ name: 'export/', method: 0 }, employees, { name: 'empty/', content: '' }]],
  'what macOS adds': [
    [
      employees,
      { name: '__MACOSX/', method: 0 },
      { name: '__MACOSX/._employees.csv', content: 'attributes' },
      { name: '.DS_Store', content: 'how the folder is shown' },
      { name: '._employees.csv', content: 'attributes' },
    ],
  ],
  'a data descriptor': [[{ ...streamed, descriptor: descriptorOf(CSV, 4) }]],
  'a data descriptor with signature': [[{ ...streamed, descriptor: descriptorOf(CSV, 4, 'PK\x07\x08') }]],
  'a data descriptor of 64 bits': [[{ ...streamed, descriptor: descriptorOf(CSV, 8) }]],
  'a data descriptor of 64 bits with signature': [[{ ...streamed, descriptor: descriptorOf(CSV, 8, 'PK\x07\x08') }]],
  'sizes in a Zip64 extra field': [
    [
      {
        ...stored,
        packedBytes: ONES,
        bytes: ONES,
        extra: zip64Extra(BYTES, BYTES),
      },
    ],
  ],
  'a Zip64 end record that repeats the short one': [[employees], { zip64: {} }],
  'a Zip64 end record that stands for the short one': [
    [employees],
    { zip64: {}, entryCount: 0xffff, directoryBytes: ONES, directoryStart: ONES },
  ],
};

describe('openArchive reads', () => {
  let folder: ArchiveFolder;
  before(() => (folder = new ArchiveFolder()));
  after(() => folder.remove());

  async function assertReads(path: string, name = 'employees.csv', content = CSV): Promise<void> {
    const found = await readArchive(path);
    assert.deepEqual({ name: found.name, content: found.content.toString() }, { name, content });
  }

  for (const [title, [entries, end]] of Object.entries(BUILT)) {
    it(title, () => assertReads(folder.write(buildZip(entries, end))));
  }

  for (const name of ['EMPLOYEES.CSV', 'export/2026/employees.csv', './employees.csv', 'été.csv', '日本.csv']) {
    it(`a file named ${name}`, () =>
      assertReads(folder.write(buildZip([{ name, content: CSV, flags: 0x0800 }])), name));
  }

  it('a name in code page 437', () =>
    assertReads(folder.write(buildZip([{ ...employees, name: Buffer.from('\x82t\x82.csv', 'latin1') }])), 'été.csv'));

  it('an empty file, which is refused by those who read records', () =>
    assertReads(folder.write(buildZip([{ name: 'employees.csv' }])), 'employees.csv', ''));

  it('entries that lie in another order than the directory names them', async () => {
    const [first, second] = [
      { name: 'export/', method: 0 },
      { name: 'export/employees.csv', content: CSV },
    ];
    const lying = buildZip([first, second]);
    // The directory's two entries, each with where it lies, change places.
    const directory = lying.indexOf('PK\x01\x02', 'latin1');
    const next = lying.indexOf('PK\x01\x02', directory + 1, 'latin1');
    const end = lying.indexOf('PK\x05\x06', 'latin1');
    const parts = [[0, directory], [next, end], [directory, next], [end]].map(([from, to]) => lying.subarray(from, to));
    await assertReads(folder.write(Buffer.concat(parts)), 'export/employees.csv');
  });

  describe('what yazl writes', () => {
    for (const forceZip64Format of [false, true]) {
      for (const compress of [false, true]) {
        const title = `${compress ? 'deflated' : 'stored'}${forceZip64Format ? ', as Zip64' : ''}`;

        it(`at once, ${title}`, async () => {
          const zip = new ZipFile();
          zip.addEmptyDirectory('export');
          zip.addBuffer(Buffer.from(CSV), 'employees.csv', { compress, forceZip64Format });
          zip.end({ forceZip64Format, comment: 'by yazl' });
          await assertReads(folder.write(await buffer(zip.outputStream)));
        });

        it(`as a stream, ${title}`, async () => {
          const zip = new ZipFile();
          zip.addReadStream(Readable.from([Buffer.from(CSV)]), 'employees.csv', { compress, forceZip64Format });
          zip.end({ forceZip64Format, comment: '' });
          await assertReads(folder.write(await buffer(zip.outputStream)));
        });
      }
    }
  });

  describe('what other tools write', () => {
    const tools = fileURLToPath(new URL('tools/', import.meta.url));
    for (const file of readdirSync(tools)) {
      it(file.replace('.zip', '').replaceAll('-', ' '), async () => {
        const { name, content } = await readArchive(`${tools}${file}`);
        assert.match(name, /^(export\/)?employees\.csv$/);
        assert.equal(content.toString(), CSV);
      });
    }
  });
});
