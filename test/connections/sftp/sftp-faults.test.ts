import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { FileSystem } from '../../../src/connections/files/file-system.js';
import { partOf, type OutgoingFile } from '../../../src/connections/files/outgoing-file.js';
import { publishFile } from '../../../src/connections/files/publish-file.js';
import { uploadFile } from '../../../src/connections/files/upload-file.js';
import { SFTP_LIMITS } from '../../../src/connections/sftp/sftp-limits.js';
import { isRetryable } from '../../../src/model/errors.js';
import { eventually } from '../../support/eventually.js';
import type { SftpFault } from '../support/sftp-service.js';
import { failureOf, SftpFolder } from './support/sftp-folder.js';

const FAILURE = 4;
const PERMISSION_DENIED = 3;
const CONTENT = randomBytes(3_000_000);

/** A file that is sent; `midway` is done when half of its content was taken. */
function outgoing(midway: () => void = () => undefined): OutgoingFile {
  return {
    name: 'out.csv',
    part: partOf('out.csv', crypto.randomUUID(), 1),
    bytes: CONTENT.length,
    onExisting: 'replace',
    content: async function* () {
      yield await Promise.resolve(CONTENT.subarray(0, CONTENT.length / 2));
      midway();
      yield CONTENT.subarray(CONTENT.length / 2);
    },
  };
}

describe('over SFTP, when something goes wrong', () => {
  let folder: SftpFolder;
  let fs: FileSystem;
  beforeEach(async () => {
    folder = await SftpFolder.create();
    fs = await folder.open();
  });
  afterEach(async () => {
    await fs.close();
    await folder.remove();
  });

  const isRetried = async (work: Promise<unknown>, message: RegExp) => {
    const error = await failureOf(work);
    assert.match(error.message, message);
    assert.equal(error.code, 'target-unavailable');
    assert.equal(isRetryable(error.code), true);
  };
  const read = async () => {
    const file = await fs.open('in.csv');
    const chunks: Buffer[] = [];
    for await (const chunk of file.content()) chunks.push(chunk);
    await file.close();
    return Buffer.concat(chunks);
  };
  const faultAt = (request: string, fault: SftpFault) => {
    folder.server.options.fault = (asked) => (asked === request ? fault : undefined);
  };

  it('an upload whose connection breaks is sent again as a whole by the next attempt', async () => {
    const file = outgoing(() => folder.server.drop());
    await isRetried(uploadFile(fs, file), /cannot be reached: .*ECONNRESET.*Check that it is up/);
    assert.ok(!existsSync(join(folder.path, 'out.csv')));
    fs = await folder.open();
    const again = { ...outgoing(), part: file.part };
    await uploadFile(fs, again);
    await publishFile(fs, again);
    assert.deepEqual(readdirSync(folder.path), ['out.csv']);
    assert.ok(readFileSync(join(folder.path, 'out.csv')).equals(CONTENT));
  });

  it('a download whose connection breaks fails, and is whole the next time', async () => {
    writeFileSync(join(folder.path, 'in.csv'), CONTENT);
    const file = await fs.open('in.csv');
    const reading = async () => {
      for await (const chunk of file.content()) if (chunk.length > 0) folder.server.drop();
    };
    await isRetried(reading(), /cannot be reached: .*ECONNRESET/);
    await file.close();
    fs = await folder.open();
    assert.ok((await read()).equals(CONTENT));
  });

  it('a server that loses its power is noticed by the signs of life that do not come', async () => {
    await fs.close();
    fs = await folder.open({}, { ...SFTP_LIMITS, keepAlive: 20 });
    await isRetried(
      uploadFile(
        fs,
        outgoing(() => folder.server.fallSilent()),
      ),
      /cannot be reached: Keepalive timeout/,
    );
  });

  it('a server that lives and does not answer is given up', async () => {
    await fs.close();
    fs = await folder.open({}, { ...SFTP_LIMITS, answer: 50 });
    faultAt('OPEN', 'no answer');
    await isRetried(uploadFile(fs, outgoing()), /cannot be reached: it does not answer/);
  });

  it('a server that sends what is no SFTP is given up', async () => {
    faultAt('WRITE', 'nonsense');
    await isRetried(uploadFile(fs, outgoing()), /does not keep to SFTP \(Invalid packet length\)/);
  });

  it('a reader that stops in the middle leaves nothing to wait for', async () => {
    writeFileSync(join(folder.path, 'in.csv'), CONTENT);
    faultAt('READ', 'no answer');
    const file = await fs.open('in.csv');
    const reading = file.content()[Symbol.asyncIterator]().next();
    await fs.close();
    await isRetried(reading, /the connection was closed/);
  });

  it('a halt ends an upload and the connection at once', async () => {
    const halt = new AbortController();
    const halted = await folder.open({}, SFTP_LIMITS, halt.signal);
    await fs.close();
    await assert.rejects(
      uploadFile(
        halted,
        outgoing(() => halt.abort()),
      ),
      { name: 'AbortError' },
    );
    await assert.rejects(halted.list(''), { name: 'AbortError' });
    await eventually('the server saw the end of the connection', () =>
      Promise.resolve(folder.server.connections === 0),
    );
    assert.ok(!existsSync(join(folder.path, 'out.csv')));
  });

  for (const request of ['WRITE', 'CLOSE', 'EXTENDED', 'OPEN']) {
    it(`a full disk, told at ${request}, leaves nothing behind and is tried again`, async () => {
      faultAt(request, FAILURE);
      const message = /failed to write \.out\.csv\.\S+ and gives no cause \(status 4\)\. Its disk may be full/;
      await isRetried(uploadFile(fs, outgoing()), message);
      assert.deepEqual(readdirSync(folder.path), []);
    });
  }

  it('a folder that may not be written to is told, and not tried again', async () => {
    faultAt('OPEN', PERMISSION_DENIED);
    const error = await failureOf(uploadFile(fs, outgoing()));
    assert.equal(error.code, 'connection-invalid');
    assert.match(error.message, /^out\.csv cannot be written to sftp:.*permission denied\. Let the user .* write/);
    assert.equal(isRetryable(error.code), false);
  });

  it('a file that may not be read is told so', async () => {
    writeFileSync(join(folder.path, 'in.csv'), CONTENT);
    faultAt('OPEN', PERMISSION_DENIED);
    await assert.rejects(read(), {
      name: 'FileSystemError',
      fault: 'forbidden',
      message: 'open in.csv: permission denied',
    });
  });

  it('a server that gives less than was asked for is asked for the rest', async () => {
    writeFileSync(join(folder.path, 'in.csv'), CONTENT);
    folder.server.options.longestRead = 7001;
    fs = await folder.open();
    assert.ok((await read()).equals(CONTENT));
  });

  it('a server without extensions replaces a file by removing it first', async () => {
    folder.server.options.extensions = [];
    fs = await folder.open();
    writeFileSync(join(folder.path, 'out.csv'), 'before');
    const file = outgoing();
    await uploadFile(fs, file);
    await publishFile(fs, file);
    assert.deepEqual(readdirSync(folder.path), ['out.csv']);
    assert.ok(readFileSync(join(folder.path, 'out.csv')).equals(CONTENT));
  });

  it('a server that overwrites by a plain rename, against the standard, is not let do so', async () => {
    writeFileSync(join(folder.path, 'a'), 'a');
    writeFileSync(join(folder.path, 'b'), 'b');
    const asked: string[] = [];
    folder.server.options.fault = (request) => void asked.push(request);
    assert.equal(await fs.moveUnlessTaken('a', 'b'), 'taken');
    assert.ok(!asked.includes('RENAME'));
  });
});
