import { writeFile } from 'node:fs/promises';

import { startService, type TestService } from '../support/service.js';
import { makeReference } from './support/reference/reference.js';

/** Writes docs/reference anew. Run it when routes, schemas, errors or metrics change, and commit what it writes. */
describe('writing the reference', () => {
  let service: TestService;
  before(async () => (service = await startService({ worker: false })));
  after(() => service.stop());

  it('writes it', async () => {
    for (const { file, text } of await makeReference(service)) await writeFile(file, text);
  });
});
