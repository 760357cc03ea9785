// A process of its own for the tests: holds the data folder given as its first argument, starts PostgreSQL in it if the
// second says so, prints "holding" and stays until its stdin ends. If it is refused, prints the message and exits 1.
import { openDataFolder } from '../../../src/embedded/data-folder.js';
import { freePort } from '../../../src/embedded/ports.js';
import { startPostgres } from '../../../src/embedded/postgres.js';

const report = () => undefined;
const [path = '', what = ''] = process.argv.slice(2);
try {
  const folder = await openDataFolder({ path, report });
  const postgres = what === 'postgres' ? await startPostgres({ folder, port: await freePort(), report }) : undefined;
  console.log(`holding ${postgres?.pid ?? ''}`);
  process.stdin.resume().once('end', () => {
    void postgres?.stop().then(() => folder.release());
    if (postgres === undefined) folder.release();
  });
} catch (error) {
  console.log(String(error));
  process.exit(1);
}
