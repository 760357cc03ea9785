import type { ResolveSecret } from '../connections/secret.js';
import type { Database } from '../store/database.js';
import type { FileStore } from '../store/file-store.js';

/** What activities work with. */
export interface Dependencies {
  database: Database;
  files: FileStore;
  resolveSecret: ResolveSecret;
}
