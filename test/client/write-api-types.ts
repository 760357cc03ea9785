import { writeFile } from 'node:fs/promises';

import { startService, type TestService } from '../support/service.js';
import { API_TYPES, generateApiTypes } from './support/generate-api-types.js';

/** Writes the types of the API anew. Run it when routes or their schemas change, and commit what it writes. */
describe('writing the types of the API', () => {
  let service: TestService;
  before(async () => (service = await startService({ worker: false })));
  after(() => service.stop());

  it('writes them', async () => {
    await writeFile(API_TYPES, await generateApiTypes(service.api.url));
  });
});
