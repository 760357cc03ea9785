import assert from 'node:assert/strict';

import { csvDialect } from '../../src/model/csv-dialect.js';
import { openCsv } from '../../src/records/csv-file.js';
import { inChunks } from './support/read-csv.js';

const FILES = 5;
const BYTES = Buffer.from('id\n' + '1\n'.repeat(2000));

describe('files that are read at the same time', () => {
  it('keep the event loop busy one block at a time, in turns', async () => {
    let round = 0;
    let next = setImmediate(function count() {
      round += 1;
      next = setImmediate(count);
    });
    const blocks: { file: number; round: number }[] = [];
    try {
      await Promise.all(Array.from({ length: FILES }, (_, file) => read(file, () => blocks.push({ file, round }))));
    } finally {
      clearImmediate(next);
    }
    assert.equal(
      new Set(blocks.map((block) => block.round)).size,
      blocks.length,
      'two blocks in one round of the loop',
    );
    const files = Array.from({ length: FILES }, (_, file) => file);
    assert.deepEqual(new Set(blocks.slice(0, FILES).map(({ file }) => file)), new Set(files));
  });
});

async function read(file: number, onBlock: () => void): Promise<void> {
  const { blocks } = await openCsv(inChunks(BYTES, [64]), { dialect: csvDialect.parse({}), blockBytes: 256 });
  for await (const { records } of blocks) {
    onBlock();
    assert.ok(records.length > 0, `file ${file}`);
  }
}
