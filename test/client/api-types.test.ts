import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { startService, type TestService } from '../support/service.js';
import { API_TYPES, generateApiTypes } from './support/generate-api-types.js';

describe('the types of the API', () => {
  let service: TestService;
  before(async () => (service = await startService({ worker: false })));
  after(() => service.stop());

  it('are those of the API as it is: else `npx mocha test/client/write-api-types.ts` writes them anew', async () => {
    assert.equal(await readFile(API_TYPES, 'utf8'), await generateApiTypes(service.api.url));
  });
});
