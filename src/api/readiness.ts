import type { ApiDependencies } from './dependencies.js';
import { lookAtDatabase } from '../observability/readiness/look-at-database.js';
import { lookAtFiles } from '../observability/readiness/look-at-files.js';
import { lookAtTemporal } from '../observability/readiness/look-at-temporal.js';
import { lookAtWorkers } from '../observability/readiness/look-at-workers.js';
import type { LookAtPart } from '../observability/readiness/readiness.js';

/** What has to be up so that the API can do all it offers. */
export function partsOfApi({ database, watched, namespace, taskQueue, files }: ApiDependencies) {
  return {
    database: lookAtDatabase(database),
    temporal: lookAtTemporal(watched, namespace),
    worker: lookAtWorkers({ connection: watched, namespace, name: taskQueue }),
    files: lookAtFiles(files),
  } satisfies Record<string, LookAtPart>;
}
