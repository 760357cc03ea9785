import type { LookAtPart } from './readiness.js';
import { whyOf } from './why-of.js';
import type { Database } from '../../store/database.js';
import { listMissingMigrations } from '../../store/missing-migrations.js';

/** Whether the control database answers, and has the tables of this version. */
export const lookAtDatabase =
  (database: Database): LookAtPart =>
  async () => {
    const missing = await listMissingMigrations(database).catch((error: unknown) => {
      throw new Error(
        `The control database does not answer (${whyOf(error)}). Look whether PostgreSQL is up and INTEGRATOR_DATABASE_URL leads to it.`,
      );
    });
    if (missing.length === 0) return;
    const message = `The control database lacks ${missing.join(', ')}. A worker or an API of this version brings it up to date when it starts: restart one.`;
    throw new Error(message);
  };
