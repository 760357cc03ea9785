import assert from 'node:assert/strict';
import { csvDialect } from '../../src/model/csv-dialect.js';
import { openCsv } from '../../src/records/csv-file.js';
import { inChunks } from './support/read-csv.js';

describe('openCsv on a hostile file', () => {
  const megabyte = 2 ** 20;
  const files: [name: string, text: string, most: number][] = [
    ['a stray quote in each line', 'a,b\n' + 'x"y,1\n'.repeat(20_000), 2],
    ['a stray quote in each second line', 'a,b\n' + 'x"y,1\nx,1\n'.repeat(15_000), 2],
    ['a stray quote in each tenth line', 'a,b\n' + ('x"y,1\n' + 'x,1\n'.repeat(9)).repeat(5_000), 2],
    ['lines of one quote', 'a,b\n' + '"\n'.repeat(20_000), 6],
    ['lines that open a quote', 'a,b\n' + '1,"x\n'.repeat(20_000), 6],
    ['an unclosed quote in the first line', 'a,b\n1,"x\n' + 'x,1\n'.repeat(megabyte), 4],
    ['an unclosed quote in each megabyte', ('a,b\n"x\n' + 'x,1\n'.repeat(megabyte / 3)).repeat(3), 10],
    ['one endless line', 'a,b\n' + 'x'.repeat(4 * megabyte), 1],
    ['one endless quoted line', 'a,b\n"' + 'x'.repeat(4 * megabyte), 1],
    ['texts of many lines', 'a,b\n' + `1,"${'line\n'.repeat(1000)}"\n`.repeat(500), 3],
    ['a wrong number of fields over many lines', 'a,b\n' + `"${'line\n'.repeat(1000)}"\n`.repeat(20), 6],
    ['comments and quotes', 'a,b\n' + '#"x\n"1"#x,2\n1,2\n'.repeat(7_000), 2],
  ];
  for (const [name, text, most] of files) {
    it(`with ${name}: parses at most ${most} times its bytes`, async () => {
      let handed = 0;
      let calls = 0;
      const { blocks } = await openCsv(inChunks(Buffer.from(text), [65_536]), {
        dialect: csvDialect.parse({ commentChar: '#' }),
        onParse: (bytes) => {
          handed += bytes;
          calls += 1;
        },
      });
      let seen = 0;
      let refused = 0;
      let pieces = 0;
      for await (const { records, rejects } of blocks) {
        seen += records.length + rejects.length;
        refused += rejects.length;
        pieces += 1;
      }
      assert.ok(seen > 0);
      assert.ok(calls <= 12 * seen + 20 * (refused + pieces), `parsed ${calls} times for ${seen} records`);
      assert.ok(
        handed <= most * text.length,
        `parsed ${handed} bytes, ${(handed / text.length).toFixed(1)} times the file`,
      );
    });
  }
});
