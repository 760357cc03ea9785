import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import type { FileSystem } from '../../../src/connections/files/file-system.js';
import { discardUpload, isUploaded, partOf, type OutgoingFile } from '../../../src/connections/files/outgoing-file.js';
import { publishFile } from '../../../src/connections/files/publish-file.js';
import { uploadFile } from '../../../src/connections/files/upload-file.js';
import { cutOff } from './support/cut-off.js';
import { describeFiles, newInbox, type Inbox } from './support/inbox.js';

const PIECES = ['the first half, ', 'the second half'];
const WHOLE = PIECES.join('');

/** `out.csv`, sent by a run of its own. */
function outgoing(given: Partial<OutgoingFile> = {}): OutgoingFile {
  const { name = 'out.csv' } = given;
  return {
    name,
    part: partOf(name, crypto.randomUUID(), 1),
    bytes: WHOLE.length,
    onExisting: 'replace',
    content: async function* () {
      for (const piece of PIECES) yield await Promise.resolve(Buffer.from(piece));
    },
    ...given,
  };
}

describeFiles('a file that is sent', (newInbox) => {
  let inbox: Inbox;
  beforeEach(async () => (inbox = await newInbox()));
  afterEach(() => inbox.remove());

  const send = async (fs: FileSystem, file: OutgoingFile) => {
    await uploadFile(fs, file);
    await publishFile(fs, file);
  };
  /** What a reader sees, who leaves hidden files alone. */
  const seen = () => Object.fromEntries(Object.entries(inbox.files()).filter(([name]) => !name.startsWith('.')));

  it('is hidden until it is published, and then whole', async () => {
    const file = outgoing();
    assert.equal(file.part.startsWith('.'), true);
    assert.equal(await isUploaded(inbox.fs, file), false);
    await uploadFile(inbox.fs, file);
    assert.equal(await isUploaded(inbox.fs, file), true);
    assert.deepEqual(inbox.files(), { [file.part]: WHOLE });
    await publishFile(inbox.fs, file);
    assert.deepEqual(inbox.files(), { 'out.csv': WHOLE });
  });

  it('replaces a file of its name, or refuses to, as it is told', async () => {
    inbox.put({ 'out.csv': 'before' });
    const careful = outgoing({ onExisting: 'fail' });
    await uploadFile(inbox.fs, careful);
    await assert.rejects(publishFile(inbox.fs, careful), {
      code: 'file-exists',
      message: /^There is another file of the name out\.csv in \S+\. Remove it, give the file another name, or let/,
    });
    assert.deepEqual(seen(), { 'out.csv': 'before' });
    assert.equal(await isUploaded(inbox.fs, careful), true);
    await discardUpload(inbox.fs, careful);
    await discardUpload(inbox.fs, careful);
    await send(inbox.fs, outgoing());
    assert.deepEqual(inbox.files(), { 'out.csv': WHOLE });
  });

  it('does not replace a folder', async () => {
    mkdirSync(join(inbox.path, 'out.csv'));
    for (const onExisting of ['replace', 'fail'] as const) {
      const file = outgoing({ onExisting });
      await uploadFile(inbox.fs, file);
      await assert.rejects(publishFile(inbox.fs, file), { code: 'file-exists' });
    }
  });

  it('goes to one of many runs that must not replace each other', async () => {
    const files = Array.from({ length: 10 }, () => outgoing({ onExisting: 'fail' }));
    const results = await Promise.allSettled(files.map((file) => send(inbox.fs, file)));
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
    assert.deepEqual(seen(), { 'out.csv': WHOLE });
  });

  for (const onExisting of ['replace', 'fail'] as const) {
    for (const before of onExisting === 'replace' ? [undefined, 'before'] : [undefined]) {
      const title = `${onExisting}, ${before === undefined ? 'the name is free' : 'the name is taken'}`;
      it(`is never seen in part, wherever its worker is killed, and is sent by doing it again (${title})`, async () => {
        for (let stop = 0, isCutOff = true; isCutOff; stop++) {
          rmSync(join(inbox.path, 'out.csv'), { force: true });
          if (before !== undefined) inbox.put({ 'out.csv': before });
          const file = outgoing({ onExisting });
          isCutOff = await cutOff(stop, inbox.fs, (fs) => send(fs, file));
          const content = seen()['out.csv'];
          assert.ok(content === (isCutOff ? before : WHOLE), `stopped at ${stop}: ${content}`);
          await (isCutOff ? send(inbox.fs, file) : publishFile(inbox.fs, file));
          assert.deepEqual(inbox.files(), { 'out.csv': WHOLE }, `stopped at ${stop}`);
        }
      });
    }
  }

  it('is not seen when its worker falls asleep in the middle, and is not spoiled when that one wakes up', async () => {
    const run = crypto.randomUUID();
    const [file, later] = [1, 2].map((turn) => outgoing({ part: partOf('out.csv', run, turn) }));
    let wakeUp = (): void => undefined;
    let asleep: Promise<void> | undefined;
    await new Promise<void>((isAsleep) => {
      const content = async function* () {
        yield await Promise.resolve(Buffer.from(`${WHOLE}${WHOLE}`));
        isAsleep();
        await new Promise<void>((resolve) => (wakeUp = resolve));
        yield Buffer.from('the rest');
      };
      asleep = uploadFile(inbox.fs, { ...file!, content });
    });
    assert.deepEqual(seen(), {});
    assert.equal(await isUploaded(inbox.fs, file!), false);
    await uploadFile(inbox.fs, later!);
    wakeUp();
    await assert.rejects(asleep!, { code: 'target-unavailable', message: /is not whole/ });
    await publishFile(inbox.fs, later!);
    assert.deepEqual(inbox.files(), { 'out.csv': WHOLE });
  });

  it('is published once, and done again says nothing of it', async () => {
    for (const onExisting of ['replace', 'fail'] as const) {
      const file = outgoing({ name: onExisting, onExisting });
      await send(inbox.fs, file);
      await publishFile(inbox.fs, file);
    }
    assert.deepEqual(inbox.files(), { fail: WHOLE, replace: WHOLE });
  });

  it('is not published when nothing was uploaded, or not all of it', async () => {
    const file = outgoing();
    await assert.rejects(publishFile(inbox.fs, file), {
      code: 'file-not-found',
      message: /Run again to send it again/,
    });
    inbox.put({ [file.part]: 'half' });
    await assert.rejects(publishFile(inbox.fs, file), { code: 'file-not-found' });
    assert.deepEqual(seen(), {});
  });

  it('leaves nothing behind when its content fails or has another size', async () => {
    const failing = async function* () {
      yield await Promise.resolve(Buffer.from('half'));
      throw new Error('no more of it');
    };
    await assert.rejects(uploadFile(inbox.fs, outgoing({ content: failing })), /no more of it/);
    await assert.rejects(uploadFile(inbox.fs, outgoing({ bytes: 5 })), {
      code: 'target-unavailable',
      message: new RegExp(`^out\\.csv is not whole in \\S+: ${WHOLE.length} bytes of 5 are there`),
    });
    assert.deepEqual(inbox.files(), {});
  });

  it('is refused where its folder is not there', async () => {
    rmSync(inbox.path, { recursive: true });
    await assert.rejects(uploadFile(inbox.fs, outgoing()), {
      code: 'connection-invalid',
      message: /^out\.csv cannot be written to \S+: .*no such file.*\. Make the folder, or name another one/,
    });
  });
});

describe('a file that is sent to a full disk', () => {
  it('leaves nothing behind, and is tried again', async function () {
    const inbox = await newInbox();
    const mount = ['-t', 'tmpfs', '-o', 'size=64k', 'none', inbox.path];
    if (process.getuid?.() !== 0 || spawnSync('mount', mount).status !== 0) {
      await inbox.remove();
      console.log('      skipped: only root, and not in every container, can mount a file system');
      this.skip();
    }
    try {
      const content = async function* () {
        for (let piece = 0; piece < 20; piece++) yield await Promise.resolve(Buffer.alloc(10_000));
      };
      await assert.rejects(uploadFile(inbox.fs, outgoing({ bytes: 200_000, content })), {
        code: 'target-unavailable',
        message: /There is no space left: ENOSPC.*Make room there/,
      });
      assert.deepEqual(readdirSync(inbox.path), []);
    } finally {
      spawnSync('umount', [inbox.path]);
      await inbox.remove();
    }
  });
});
