import type { RunMeter } from './run-meter.js';
import type { ResolveSecret } from '../connections/secret.js';
import type { Database } from '../store/database.js';
import type { FileStore } from '../store/file-store.js';

/** What activities work with. */
export interface Dependencies {
  database: Database;
  files: FileStore;
  resolveSecret: ResolveSecret;
  /** Where readers of notifications reach the API, such as https://integrator.example.com. */
  publicUrl?: string | undefined;
  /** Told of runs as they begin and end here; nobody, where absent. */
  meter?: RunMeter;
}
