import assert from 'node:assert/strict';
import fc from 'fast-check';

import { IntegratorError } from '../../../src/model/errors.js';
import { buildZip, descriptorOf, zip64Extra } from './support/build-zip.js';
import { CSV } from './support/csv.js';
import { ArchiveFolder, readArchive } from './support/read-archive.js';

const ONES = 0xffffffff;
const SIZE = CSV.length;
const NAME = 'export/employees.csv';

/** One of each way in which a good archive can be made. */
const GOOD = [
  buildZip([{ name: NAME, content: CSV }]),
  buildZip([{ name: NAME, content: CSV, method: 0 }], { comment: Buffer.from('nightly') }),
  buildZip([
    { name: 'export/', method: 0 },
    { name: NAME, content: CSV },
    { name: `__MACOSX/export/._employees.csv`, content: 'attributes' },
  ]),
  buildZip([
    {
      name: NAME,
      content: CSV,
      method: 0,
      flags: 8,
      local: { crc32: 0, packedBytes: 0, bytes: 0 },
      descriptor: descriptorOf(CSV, 4, 'PK\x07\x08'),
    },
  ]),
  buildZip([{ name: NAME, content: CSV, method: 0, packedBytes: ONES, bytes: ONES, extra: zip64Extra(SIZE, SIZE) }], {
    zip64: {},
    entryCount: 0xffff,
    directoryBytes: ONES,
    directoryStart: ONES,
  }),
];

type Change = (archive: Buffer) => Buffer;

const place = fc.nat({ max: 10_000 });
/** Bytes that turn a number to nothing, to its greatest, or by one; and any other. */
const byte = fc.oneof(fc.constantFrom(0, 1, 0x7f, 0x80, 0xff), fc.nat({ max: 255 }));

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(place, byte).map(([at, value]) => write(at, [value])) },
  { weight: 2, arbitrary: fc.tuple(place, fc.array(byte, { maxLength: 8 })).map(([at, some]) => write(at, some)) },
  { weight: 1, arbitrary: place.map((at) => (archive: Buffer) => archive.subarray(0, at % archive.length)) },
  { weight: 1, arbitrary: place.map((at) => (archive: Buffer) => archive.subarray(at % archive.length)) },
  { weight: 1, arbitrary: fc.tuple(place, fc.array(byte, { maxLength: 5 })).map(([at, some]) => insert(at, some)) },
  { weight: 1, arbitrary: fc.tuple(place, place, place).map(([from, length, to]) => copy(from, length, to)) },
);

function write(at: number, values: number[]): Change {
  return (archive) => {
    const changed = Buffer.from(archive);
    changed.set(values.slice(0, archive.length - (at % archive.length)), at % archive.length);
    return changed;
  };
}

function insert(at: number, values: number[]): Change {
  return (archive) => {
    const cut = at % archive.length;
    return Buffer.concat([archive.subarray(0, cut), Buffer.from(values), archive.subarray(cut)]);
  };
}

/** A piece of the archive once more, in another place: headers that appear twice. */
function copy(from: number, length: number, to: number): Change {
  return (archive) => {
    const start = from % archive.length;
    return insert(to, [...archive.subarray(start, start + (length % 100))])(archive);
  };
}

describe('openArchive, whatever happens to an archive', () => {
  let folder: ArchiveFolder;
  before(() => (folder = new ArchiveFolder()));
  after(() => folder.remove());

  it('gives its very content or refuses it, and leaves no file open', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...GOOD),
        fc.array(change, { minLength: 1, maxLength: 3 }),
        async (good, changes) => {
          const damaged = changes.reduce((archive, next) => (archive.length > 0 ? next(archive) : archive), good);
          await assertSameOrRefused(folder.write(damaged));
          assert.equal(folder.openFiles() ?? 0, 0);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('gives its very content or refuses it, for each single byte', async () => {
    for (const good of GOOD) {
      for (const [at, value] of good.entries()) {
        for (const other of [value ^ 1, value ^ 0x80, value ^ 0xff]) {
          await assertSameOrRefused(folder.write(write(at, [other])(good)));
        }
      }
    }
    assert.equal(folder.openFiles() ?? 0, 0);
  });
});

async function assertSameOrRefused(path: string): Promise<void> {
  try {
    const { content } = await readArchive(path);
    assert.equal(content.toString(), CSV);
  } catch (error) {
    if (!(error instanceof IntegratorError)) throw error;
    assert.ok(['archive-invalid', 'file-too-large'].includes(error.code), error.code);
  }
}
