import { format, resolveConfig } from 'prettier';

import { createMetrics } from '../../../../src/observability/metrics/create-metrics.js';
import { FileStore } from '../../../../src/store/file-store.js';
import type { TestService } from '../../../support/service.js';
import { describeRoutes } from './api.js';
import { describeDefinitions } from './definitions.js';
import { describeErrors } from './errors.js';
import { describeMetrics } from './metrics.js';
import type { ApiDescription } from './schema.js';

const FOLDER = new URL('../../../../docs/reference/', import.meta.url);
const NOTE = '<!-- Made by `npx mocha test/docs/write-reference.ts`. -->';

/** The pages of the reference that are made of the product: where each is kept, and what it should say. */
export async function makeReference(service: TestService): Promise<{ name: string; file: URL; text: string }[]> {
  const described = (await (await fetch(`${service.api.url}/openapi.json`)).json()) as ApiDescription;
  const metrics = createMetrics({ database: service.database, files: new FileStore(service.folder) });
  // An API adds metrics of its own as it starts.
  await (await service.startApi({ metrics })).stop();
  const pages = {
    'api.md': describeRoutes(described),
    'definitions.md': describeDefinitions(described),
    'errors.md': describeErrors(),
    'metrics.md': describeMetrics(metrics.registry),
  };
  const options = { ...(await resolveConfig(FOLDER)), parser: 'markdown' };
  return Promise.all(
    Object.entries(pages).map(async ([name, text]) => ({
      name,
      file: new URL(name, FOLDER),
      text: await format(`${NOTE}\n\n${text}\n`, options),
    })),
  );
}
