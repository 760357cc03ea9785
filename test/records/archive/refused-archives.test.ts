import assert from 'node:assert/strict';
import { deflateRawSync, gzipSync } from 'node:zlib';

import {
  buildZip,
  descriptorOf,
  localEntry,
  zip64Extra,
  type EndToBuild,
  type EntryToBuild,
} from './support/build-zip.js';
import { CSV } from './support/csv.js';
import { ArchiveFolder, LIMITS, readArchive } from './support/read-archive.js';

const ONES = 0xffffffff;
const employees: EntryToBuild = { name: 'employees.csv', content: CSV };
const stored: EntryToBuild = { ...employees, method: 0 };
const streamed: EntryToBuild = { ...stored, flags: 8, local: { crc32: 0, packedBytes: 0, bytes: 0 } };
const good = buildZip([employees]);

function unix(mode: number): number {
  return mode * 0x10000;
}

/** What each archive has wrong, and what the refusal says about it. */
type Refused = Record<string, [archive: Buffer, message: RegExp]>;

function zip(entries: EntryToBuild[], end?: EndToBuild): Buffer {
  return buildZip(entries, end);
}

const NO_ARCHIVES: Refused = {
  'an empty file': [Buffer.alloc(0), /is empty/],
  'a CSV file': [Buffer.from(CSV), /plain text.*name it \.csv/],
  'a CSV file in windows-1252': [Buffer.from('name\nJos\xe9\n', 'latin1'), /plain text/],
  'a CSV file in UTF-16': [Buffer.from(`\ufeff${CSV}`, 'utf16le'), /UTF-16/],
  'a gzip file': [gzipSync(CSV), /gzip file/],
  'an armored OpenPGP message': [Buffer.from('-----BEGIN PGP MESSAGE-----\n'), /OpenPGP message.*\.zip\.pgp/],
  'a binary OpenPGP message': [Buffer.from('85010c0300000000', 'hex'), /OpenPGP message/],
  'a 7-Zip archive': [Buffer.from('377abcaf271c0004', 'hex'), /7-Zip archive/],
  'bytes of no known kind': [Buffer.from('0001020304', 'hex'), /begins with the bytes 00 01 02 03\)/],
  'the first part of several': [Buffer.concat([Buffer.from('PK\x07\x08'), localEntry(employees)]), /several parts/],
};

const inComment: EndToBuild = { zip64: {}, comment: Buffer.from('PK\x06\x06') };
const WRONG_STRUCTURES: Refused = {
  'a file that is cut off': [good.subarray(0, -30), /cut off/],
  'a file that ends after its first bytes': [good.subarray(0, 10), /cut off/],
  'a file without its first bytes': [good.subarray(4), /begins with something else/],
  'a comment that is cut off': [
    zip([employees], { comment: Buffer.from('long') }).subarray(0, -1),
    /1 bytes of its comment/,
  ],
  'a comment longer than its length says': [
    zip([employees], { comment: Buffer.from('ab'), commentBytes: 1 }),
    /1 bytes after/,
  ],
  'bytes after the end': [zip([employees], { suffix: Buffer.from('more') }), /4 bytes after its end/],
  'a self-extracting archive': [zip([employees], { prefix: Buffer.from('MZ and a program') }), /self-extracting/],
  'a self-extracting archive whose places count from its own start': [
    Buffer.concat([Buffer.from('MZ and a program'), good]),
    /self-extracting/,
  ],
  'two archives in one file': [Buffer.concat([good, good]), /two zip files were joined/],
  'a hidden entry before the others': [
    zip([employees], { prefix: localEntry({ name: 'x.csv' }) }),
    /37 bytes before "employees/,
  ],
  'bytes between entries and directory': [zip([employees], { gap: Buffer.alloc(7) }), /7 bytes before its directory/],
  'no entries': [zip([]), /holds no file/],
  'more entries than counted': [
    zip([employees, { name: 'other.csv' }], { entryCount: 1 }),
    /more than the 1 entries that it counts/,
  ],
  'fewer entries than counted': [zip([employees], { entryCount: 2 }), /is damaged/],
  'another count of entries on this disk': [zip([employees], { entriesOnDisk: 2 }), /counts 2 entries and 1 entries/],
  'more entries than are looked at': [
    zip(Array.from({ length: 21 }, (_, index) => ({ name: `${index}.csv` }))),
    /21 entries; at most 20/,
  ],
  'a directory in another place': [zip([employees], { directoryStart: 1 }), /directory is not where it says/],
  'a directory of another size': [zip([employees], { directoryBytes: 1 }), /directory is not where it says/],
  'a disk of several': [zip([employees], { disk: 1 }), /several parts/],
  'a directory on another disk': [zip([employees], { directoryDisk: 1 }), /several parts/],
  'a Zip64 record that counts otherwise': [zip([employees], { zip64: { entryCount: 2n } }), /Zip64 records do not fit/],
  'a Zip64 record beyond all numbers': [
    zip([employees], { zip64: { recordStart: 2n ** 64n - 1n } }),
    /Zip64 records do not fit/,
  ],
  'a Zip64 record in the comment': [
    zip([employees], { ...inComment, zip64: { recordStart: BigInt(zip([employees], inComment).length - 4) } }),
    /Zip64 records do not fit/,
  ],
  'a Zip64 record of another size': [
    zip([employees], { zip64: { recordBytes: 2n ** 63n } }),
    /Zip64 records do not fit/,
  ],
  'a Zip64 directory beyond all numbers': [
    zip([employees], { zip64: { directoryStart: 2n ** 60n }, directoryStart: ONES }),
    /directory is not where it says/,
  ],
  'an entry beyond the directory': [zip([{ ...employees, start: 5000 }]), /where no entry can be/],
  'an entry beyond all numbers': [
    zip([{ ...employees, start: ONES, extra: Buffer.concat([Buffer.from([1, 0, 8, 0]), Buffer.alloc(8, 0xff)]) }]),
    /where no entry can be/,
  ],
  'an extra field that is cut off': [zip([{ ...employees, extra: Buffer.from([1, 0, 99, 0]) }]), /extra field length/],
  'an entry that is listed twice': [
    zip([employees, { ...employees, start: 0, onlyListed: true }]),
    /"employees.csv" overlaps the entry before it/,
  ],
  'an entry within another': [
    zip([
      { name: 'a/._large', method: 0, content: localEntry({ name: 'b.csv', content: CSV }) },
      { name: 'b.csv', content: CSV, start: 39, onlyListed: true },
    ]),
    /"b.csv" overlaps/,
  ],
  'an entry that reaches into the directory': [
    zip([{ ...stored, bytes: CSV.length + 20, packedBytes: CSV.length + 20 }]),
    /its directory overlaps/,
  ],
  'an entry that reaches beyond the file': [
    zip([{ ...stored, bytes: 5000, packedBytes: 5000 }]),
    /file data overflows file bounds/,
  ],
};

const CONTRADICTIONS: Refused = {
  'another name in the local header': [
    zip([{ ...employees, local: { name: Buffer.from('EMPLOYEES.csv') } }]),
    /differ in the name/,
  ],
  'another method in the local header': [zip([{ ...employees, local: { method: 0 } }]), /differ in the compression/],
  'other flags in the local header': [zip([{ ...employees, local: { flags: 0x0800 } }]), /differ in the flags/],
  'another CRC-32 in the local header': [zip([{ ...employees, local: { crc32: 1 } }]), /differ in the CRC-32/],
  'another size in the local header': [zip([{ ...employees, local: { bytes: 1 } }]), /differ in the size/],
  'another packed size in the local header': [zip([{ ...employees, local: { packedBytes: 1 } }]), /differ in the size/],
  'sizes of 0 without a data descriptor': [zip([{ ...employees, local: { bytes: 0 } }]), /differ in the size/],
  'another size in the Zip64 field of the local header': [
    zip([{ ...employees, local: { bytes: ONES, packedBytes: ONES, extra: zip64Extra(1, 1) } }]),
    /differ in the size/,
  ],
  'no Zip64 field where the local header needs it': [
    zip([{ ...employees, local: { bytes: ONES } }]),
    /differ in the size/,
  ],
  'no data descriptor where one is announced': [zip([streamed]), /sizes behind its data differ/],
  'a data descriptor that differs': [
    zip([{ ...streamed, descriptor: descriptorOf('other', 4, 'PK\x07\x08') }]),
    /sizes behind its data differ/,
  ],
  'a data descriptor with another CRC-32': [
    zip([{ ...streamed, descriptor: descriptorOf(CSV.replace('Ada', 'Eve'), 4) }]),
    /sizes behind its data differ/,
  ],
  'packed and unpacked sizes of a stored file that differ': [zip([{ ...stored, bytes: 9 }]), /size mismatch/],
};

const UNWANTED_ENTRIES: Refused = {
  'an encrypted file': [zip([{ ...employees, flags: 1 }]), /encrypted with a password.*\.zip\.pgp/],
  'a strongly encrypted file': [zip([{ ...employees, flags: 0x41 }]), /encrypted with a password.*\.zip\.pgp/],
  'an encrypted directory': [zip([{ ...employees, flags: 0x2000 }]), /encrypted with a password/],
  'a symbolic link': [zip([{ ...stored, attributes: unix(0o120777) }]), /symbolic link/],
  'a device': [zip([{ ...stored, attributes: unix(0o020666) }]), /special file/],
  'a folder named like a file': [zip([{ ...stored, attributes: unix(0o040755) }]), /folder that is named like a file/],
  'a folder with content': [zip([employees, { name: 'x/', method: 0, content: 'x' }]), /folder "x\/" has content/],
  'a folder with packed data': [
    zip([employees, { name: 'x/', packed: deflateRawSync('hidden'), bytes: 0 }]),
    /folder "x\/" has content/,
  ],
  'a file packed by Deflate64': [zip([{ ...employees, method: 9 }]), /compressed by Deflate64; only Deflate/],
  'a file packed by LZMA': [zip([{ ...employees, method: 14 }]), /compressed by LZMA/],
  'a file packed by an unknown method': [zip([{ ...employees, method: 77 }]), /compressed by method 77/],
  'an absolute path': [zip([{ ...employees, name: '/etc/employees.csv' }]), /absolute path/],
  'a path with a drive': [zip([{ ...employees, name: 'C:/employees.csv' }]), /absolute path/],
  'a path that leads out': [zip([{ ...employees, name: 'a/../../employees.csv' }]), /leads out of its folder/],
  'a backslash': [zip([{ ...employees, name: 'export\\employees.csv' }]), /backslash/],
  'NUL in a name': [zip([{ ...employees, name: 'employees.csv\0.txt' }]), /control or unreadable/],
  'a line end in a name': [
    zip([{ ...employees, name: 'employees\n.csv', flags: 0x0800 }]),
    /"employees\?\.csv": it has control/,
  ],
  'a line end in a name of code page 437': [zip([{ ...employees, name: 'employees\n.csv' }]), /it has control/],
  'a name that turns the direction': [
    zip([{ ...employees, name: 'x\u202ecsv.exe.csv', flags: 0x0800 }]),
    /control or unreadable/,
  ],
  'a name that is no UTF-8': [
    zip([{ ...employees, name: Buffer.from('ff2e637376', 'hex'), flags: 0x0800 }]),
    /unreadable/,
  ],
  'an empty name': [zip([{ ...employees, name: '' }]), /a name is expected/],
  'a name without end': [zip([{ ...employees, name: `${'x'.repeat(1024)}.csv` }]), /at most 1024 bytes/],
};

const WRONG_FILES: Refused = {
  'no CSV file': [zip([{ name: 'employees.txt', content: CSV }]), /no CSV file, but "employees.txt"/],
  'folders only': [zip([{ name: 'export/', method: 0 }]), /holds no file/],
  'what macOS adds, only': [zip([{ name: '__MACOSX/._employees.csv', content: CSV }]), /holds no file/],
  'two CSV files': [zip([employees, { name: 'b/pay.csv' }]), /2 CSV files: "employees.csv", "b\/pay.csv"/],
  'two CSV files of one name': [zip([employees, employees]), /2 CSV files: "employees.csv", "employees.csv"/],
  'five CSV files': [
    zip(['a', 'b', 'c', 'd', 'e'].map((name) => ({ name: `${name}.csv` }))),
    /"a.csv", "b.csv", "c.csv" and 2 more/,
  ],
  'another file beside it': [zip([{ name: 'read.me' }, employees]), /"read.me" beside the CSV file/],
  'an archive in it': [zip([{ name: 'employees.csv.zip', content: good }]), /"employees.csv.zip", packed or encrypted/],
  'an archive beside it': [zip([employees, { name: 'more.7z' }]), /"more.7z", packed or encrypted/],
  'an encrypted file in it': [zip([{ name: 'employees.csv.PGP' }]), /\.csv\.PGP", packed or encrypted.*\.zip\.pgp/],
};

const packedCsv = deflateRawSync(CSV);
const WRONG_CONTENTS: Refused = {
  'a wrong CRC-32': [zip([{ ...employees, crc32: 7 }]), /checksum/],
  'more content than declared': [zip([{ ...employees, bytes: CSV.length - 1 }]), /is larger than the/],
  'less content than declared': [
    zip([{ ...employees, bytes: CSV.length + 1 }]),
    /it has 51 bytes, and is said to have 52/,
  ],
  'content that is no Deflate': [zip([{ ...employees, packed: Buffer.alloc(9, 0xff) }]), /cannot be unpacked/],
  'content that is cut off': [zip([{ ...employees, packed: packedCsv.subarray(0, -3) }]), /cannot be unpacked/],
  'no packed content': [zip([{ ...employees, packed: Buffer.alloc(0) }]), /cannot be unpacked/],
  'packed content that goes on after its end': [
    zip([{ ...employees, packed: Buffer.concat([packedCsv, Buffer.from('more')]) }]),
    /ends before its packed data/,
  ],
  'packed content that goes on long after its end': [
    zip([{ ...employees, packed: Buffer.concat([packedCsv, Buffer.alloc(600_000)]) }]),
    /ends before its packed data/,
  ],
};

describe('openArchive refuses', () => {
  let folder: ArchiveFolder;
  before(() => (folder = new ArchiveFolder()));
  after(() => folder.remove());

  const groups = { NO_ARCHIVES, WRONG_STRUCTURES, CONTRADICTIONS, UNWANTED_ENTRIES, WRONG_FILES, WRONG_CONTENTS };
  for (const [group, refused] of Object.entries(groups)) {
    describe(group.toLowerCase().replace('_', ' '), () => {
      for (const [title, [archive, message]] of Object.entries(refused)) {
        it(title, async () => {
          const path = folder.write(archive);
          await assert.rejects(readArchive(path), { name: 'IntegratorError', code: 'archive-invalid', message });
        });
      }
    });
  }

  describe('too much', () => {
    const zeros = Buffer.alloc(LIMITS.maxUnpackedBytes);

    it('a file that is larger than allowed, before it is unpacked', async () => {
      const path = folder.write(zip([{ name: 'a.csv', content: Buffer.alloc(zeros.length + 1), method: 0 }]));
      await assert.rejects(readArchive(path), {
        code: 'file-too-large',
        message: /8 MB unpacked; at most 8 MB.*limits\.maxUnpackedBytes/,
        details: { bytes: zeros.length + 1, maxUnpackedBytes: LIMITS.maxUnpackedBytes },
      });
    });

    it('a file over 1 MB that is packed smaller than records can be', async () => {
      const path = folder.write(zip([{ name: 'a.csv', content: zeros }]));
      await assert.rejects(readArchive(path), { code: 'file-too-large', message: /at most 200 times/ });
      assert.equal((await readArchive(path, { ...LIMITS, maxRatio: 2000 })).content.length, zeros.length);
    });

    it('but not a small one', async () => {
      const path = folder.write(zip([{ name: 'a.csv', content: Buffer.alloc(1024 ** 2) }]));
      assert.equal((await readArchive(path)).content.length, 1024 ** 2);
    });

    it('a bomb that declares a small size, as soon as it goes beyond', async () => {
      const path = folder.write(zip([{ name: 'a.csv', content: zeros, bytes: 1000 }]));
      await assert.rejects(readArchive(path), { code: 'archive-invalid', message: /larger than the 1000 bytes/ });
    });
  });
});
