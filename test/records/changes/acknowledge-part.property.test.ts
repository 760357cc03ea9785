import assert from 'node:assert/strict';

import fc from 'fast-check';

import type { SendKind } from '../../../src/model/run.js';
import { acknowledgePart } from '../../../src/records/changes/acknowledge-part.js';
import { ChangeDetector } from '../../../src/records/changes/change-detector.js';

type State = ReadonlyMap<string, string>;

const states = fc
  .dictionary(fc.string({ minLength: 1, maxLength: 3, unit: fc.constantFrom('a', 'b', 'c', 'ü', '"') }), fc.nat(2))
  .map((entries): State => new Map(Object.entries(entries).map(([key, hash]) => [key, String(hash)])));

/** A state as its file: a line for each record, in the order of the keys; each character is one byte. */
async function* fileOf(state: State): AsyncGenerator<Buffer> {
  const lines = [...state].sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, hash]) => `${key}\t${hash}\n`);
  const bytes = Buffer.from(lines.join(''), 'latin1');
  // Pieces end in the middle of lines.
  for (let at = 0; at < bytes.length; at += 7) yield await Promise.resolve(bytes.subarray(at, at + 7));
}

function readState(lines: readonly string[]): State {
  const entries = lines.map((line) => line.split('\t') as [string, string]);
  assert.deepEqual(
    entries.map(([key]) => key),
    entries.map(([key]) => key).sort(),
  );
  return new Map(entries);
}

/** What is sent, by the words of the rule. */
function sentOf(base: State, source: State, send: SendKind): string[] {
  return [...source]
    .filter(([key, hash]) => send === 'all' || base.get(key) !== hash)
    .map(([key]) => key)
    .sort();
}

const goneOf = (base: State, source: State) => [...base.keys()].filter((key) => !source.has(key)).sort();

describe('what is acknowledged of a send', () => {
  it('is what arrived and was not refused; the rest is as it was, and is sent the next time', async () => {
    await fc.assert(
      fc.asyncProperty(
        states,
        states,
        fc.constantFrom<SendKind>('all', 'changed'),
        fc.boolean(),
        fc.float({ min: 0, max: 1, noNaN: true }),
        fc.float({ min: 0, max: 1, noNaN: true }),
        fc.infiniteStream(fc.boolean()),
        async (base, source, send, tellsDeletes, ofRecords, ofDeletes, refusing) => {
          const [sent, gone] = [sentOf(base, source, send), goneOf(base, source)];
          const records = Math.round(ofRecords * sent.length);
          const deletes = tellsDeletes ? Math.round(ofDeletes * gone.length) : 0;
          const refused = sent.flatMap((_, index) => (index < records && refusing.next().value ? [index + 1] : []));
          const lines: string[] = [];
          const counts = await acknowledgePart(
            { base: fileOf(base), candidate: fileOf(source), send },
            { records, deletes, refused, tellsDeletes },
            (some) => Promise.resolve(void lines.push(...some)),
          );

          const arrived = sent.filter((_, index) => index < records && !refused.includes(index + 1));
          const expected = new Map(base);
          for (const key of arrived) expected.set(key, source.get(key) ?? '');
          for (const key of tellsDeletes ? gone.slice(0, deletes) : gone) expected.delete(key);
          assert.deepEqual([...readState(lines)].sort(), [...expected].sort());
          assert.equal(counts.applied, arrived.length);
          assert.equal(counts.rejected, refused.length);
          assert.equal(counts.deleted, deletes);
          assert.equal(counts.read, counts.applied + counts.unchanged + counts.rejected);
        },
      ),
    );
  });
});

describe('ChangeDetector', () => {
  it('tells what is new, changed, unchanged and gone', async () => {
    await fc.assert(
      fc.asyncProperty(states, states, async (base, source) => {
        const gone: string[] = [];
        const detector = new ChangeDetector(fileOf(base), 'changed', ({ key }) => gone.push(key));
        const sent: string[] = [];
        const rows = [...source].sort(([one], [other]) => (one < other ? -1 : 1));
        for (const [key, hash] of rows) {
          await detector.compare([{ key, hash }], (record, { isSent }) => isSent && sent.push(record.key));
        }
        await detector.finish();
        assert.deepEqual([sent, gone], [sentOf(base, source, 'changed'), goneOf(base, source)]);
        const { read, inserted, updated, unchanged } = detector.counts;
        assert.deepEqual([read, inserted + updated + unchanged], [source.size, source.size]);
        assert.equal(inserted, rows.filter(([key]) => !base.has(key)).length);
      }),
    );
  });

  it('refuses two records with one key, and records in another order', async () => {
    for (const [keys, message] of [
      [['a', 'a'], /Records 1 and 2 .* same key/],
      [['b', 'a'], /another order/],
    ] as const) {
      const detector = new ChangeDetector(undefined, 'all', () => undefined);
      const rows = keys.map((key) => ({ key, hash: '' }));
      await assert.rejects(
        detector.compare(rows, () => undefined),
        { code: 'source-invalid', message },
      );
    }
  });
});
