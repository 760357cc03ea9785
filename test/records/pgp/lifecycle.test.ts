import assert from 'node:assert/strict';
import { execFile as execFileWithCallback } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';

import { decryptPgp } from '../../../src/records/pgp/decrypt-pgp.js';
import { eventually } from '../../support/eventually.js';
import { makeKey, type KeyPair } from './support/keys.js';
import { seal } from './support/seal.js';

const execFile = promisify(execFileWithCallback);

/** How many processes were started here and have not ended. */
const processes = () => process.getActiveResourcesInfo().filter((name) => name === 'ProcessWrap').length;

describe('decryptPgp, while it goes on', () => {
  let ours: KeyPair;
  let sealed: Buffer;
  let others: number;

  before(async () => {
    ours = await makeKey('ours');
    sealed = await seal(Buffer.alloc(2 ** 22, 'a,b\n'), { for: [ours] });
  });
  beforeEach(() => {
    others = processes();
  });
  afterEach(() => eventually('all processes have ended', () => Promise.resolve(processes() === others)));

  /** A source that tells when it was closed; what it gives is up to `give`. */
  class Source {
    closed = false;
    constructor(private readonly give: () => AsyncGenerator<Buffer>) {}

    isClosed = () => eventually('the source is closed', () => Promise.resolve(this.closed));

    async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
      try {
        yield* this.give();
      } finally {
        this.closed = true;
      }
    }
  }

  const pieces = () =>
    new Source(async function* () {
      for (let at = 0; at < sealed.length; at += 65_536) yield await Promise.resolve(sealed.subarray(at, at + 65_536));
    });
  const decrypting = (source: AsyncIterable<Buffer>, signal = new AbortController().signal) => {
    const keys = { privateKeys: [{ key: ours.privateText }], publicKeys: [], requireSignedBy: [] };
    return decryptPgp(source, keys, { maxPlainBytes: 2 ** 23 }, signal);
  };

  it('ends all and closes the source when the reader leaves early', async () => {
    const source = pieces();
    for await (const bytes of decrypting(source)) {
      assert.ok(bytes.length > 0);
      break;
    }
    await source.isClosed();
  });

  it('closes the source when the file is refused', async () => {
    const source = new Source(async function* () {
      for (;;) yield await Promise.resolve(Buffer.alloc(65_536, 'a,b\n'));
    });
    await assert.rejects(decrypting(source).next(), { code: 'decryption-failed' });
    await source.isClosed();
  });

  it('throws the reason of an abort while the reader waits, and closes the source', async () => {
    const abort = new AbortController();
    const reason = new Error('Halted');
    const source = new Source(async function* () {
      yield sealed.subarray(0, 2 ** 21);
      await Promise.resolve();
      abort.abort(reason);
      yield sealed.subarray(2 ** 21);
    });
    const reading = decrypting(source, abort.signal);
    await assert.rejects(async () => {
      for (;;) if ((await reading.next()).done === true) break;
    }, reason);
    await source.isClosed();
  });

  it('throws the reason of an abort while its source gives nothing', async () => {
    const abort = new AbortController();
    const waiting = new EventTarget();
    const source = new Source(async function* () {
      yield sealed.subarray(0, 100);
      waiting.dispatchEvent(new Event('waiting'));
      await once(waiting, 'never');
    });
    const next = decrypting(source, abort.signal).next();
    await once(waiting, 'waiting');
    abort.abort('stopped');
    await assert.rejects(next, (reason) => reason === 'stopped');
  });

  it('throws the reason of an abort while the reader does something else', async () => {
    const abort = new AbortController();
    const reading = decrypting(pieces(), abort.signal);
    await reading.next();
    abort.abort('stopped');
    await assert.rejects(
      async () => {
        for (;;) if ((await reading.next()).done === true) break;
      },
      (reason) => reason === 'stopped',
    );
  });

  it('starts nothing when it is aborted before', async () => {
    let touched = false;
    const source = new Source(async function* () {
      touched = true;
      yield await Promise.resolve(sealed);
    });
    await assert.rejects(decrypting(source, AbortSignal.abort('stopped')).next(), (reason) => reason === 'stopped');
    assert.deepEqual([touched, processes()], [false, others]);
  });

  it('passes an error of the source on as it is', async () => {
    const failure = new Error('the disk is broken');
    const source = new Source(async function* () {
      yield sealed.subarray(0, 2 ** 21);
      await Promise.reject(failure);
    });
    const reading = decrypting(source);
    await assert.rejects(async () => {
      for (;;) if ((await reading.next()).done === true) break;
    }, failure);
  });

  it('loses nothing to a reader who is slower than the process that decrypts', async () => {
    // What a pipe can hold differs: at one of these sizes, it is full when the end comes.
    for (let kilobytes = 240; kilobytes < 320; kilobytes += 8) {
      const content = Buffer.alloc(kilobytes * 1024, 'a,b\n');
      const file = await seal(content, { for: [ours], aead: 'gcm' });
      const parts: Buffer[] = [];
      for await (const part of decrypting(Readable.from([file]))) {
        // By the end of another process, one that does not wait for its reader is done.
        await execFile(process.execPath, ['-e', '0']);
        parts.push(part);
      }
      assert.equal(Buffer.concat(parts).length, content.length);
    }
  });

  it('gives content while the file still comes', async () => {
    let goOn!: () => void;
    const goneOn = new Promise<void>((resolve) => (goOn = resolve));
    const source = new Source(async function* () {
      yield sealed.subarray(0, 2 ** 21);
      await goneOn;
      yield sealed.subarray(2 ** 21);
    });
    let length = 0;
    for await (const bytes of decrypting(source)) {
      length += bytes.length;
      goOn();
    }
    assert.equal(length, 2 ** 22);
  });

  it('waits for a slow reader without gathering the file', async () => {
    let given = 0;
    const source = new Source(async function* () {
      for (let at = 0; at < sealed.length; at += 65_536) {
        given += 65_536;
        yield await Promise.resolve(sealed.subarray(at, at + 65_536));
      }
    });
    const reading = decrypting(source);
    await reading.next();
    // Other work of this process: what can be read ahead has been read when the pipes are full.
    await eventually('nothing moves', async () => {
      const earlier = given;
      for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setTimeout(resolve, 10));
      return given === earlier;
    });
    assert.ok(given < sealed.length, `${given} of ${sealed.length} bytes were taken`);
    await reading.return({ bytes: 0, decryptedWith: '', signedBy: [] });
  });

  it('has no more processes at work than there are processors; the others wait, unless they are aborted', async () => {
    let most = 0;
    const many = Array.from({ length: 3 * availableParallelism() }, async () => {
      for await (const bytes of decrypting(pieces())) {
        assert.ok(bytes.length > 0);
        most = Math.max(most, processes() - others);
      }
    });
    const abort = new AbortController();
    const waiting = decrypting(pieces(), abort.signal).next();
    abort.abort('stopped');
    await assert.rejects(waiting, (reason) => reason === 'stopped');
    await Promise.all(many);
    assert.ok(most > 0 && most <= availableParallelism(), `${most} were at work`);
  });
});
