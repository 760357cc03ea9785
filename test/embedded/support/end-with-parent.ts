// Started beside the tests (test/support/environment.ts): waits until the process that started it is gone, which it
// sees from the end of its stdin, then ends the servers written down in the data folder and removes the folder.
import { rmSync } from 'node:fs';
import { openDataFolder } from '../../../src/embedded/data-folder.js';

const path = process.argv[2];
if (path === undefined) throw new Error('The data folder is missing');
process.stdin.resume();
process.stdin.once('end', () => {
  void openDataFolder({ path, report: () => undefined })
    .then((folder) => folder.endLeftovers())
    .finally(() => rmSync(path, { recursive: true, force: true }));
});
