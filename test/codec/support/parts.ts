import { join } from 'node:path';

import type { PayloadEncryption } from '../../../src/codec/payload-encryption.js';
import { HttpClient } from '../../support/http-client.js';
import { workflowBundle, type TestService } from '../../support/service.js';

const encryptedWorkflowBundle = { codePath: join(import.meta.dirname, '../../../dist/workflow-bundle-encrypted.js') };

/** A worker and an API for a service that was started without a worker, with or without encryption. */
export interface Parts {
  /** The service, reached over this API. */
  service: TestService;
  stop(): Promise<void>;
}

export async function startParts(service: TestService, encryption?: PayloadEncryption): Promise<Parts> {
  const worker = await service.startWorker({
    encryption,
    workflowBundle: encryption === undefined ? workflowBundle : encryptedWorkflowBundle,
  });
  const api = await service.startApi({ encryption });
  return {
    service: { ...service, http: new HttpClient(`${api.url}/api/v1`), api },
    stop: async () => {
      await api.stop();
      await worker.stop();
    },
  };
}
