import { applyExample } from '../src/example.js';
import { startTopology } from '../test/support/topology.js';
import { imageEnvironment } from './image-environment.js';
import type { Product } from './product.js';

/** The product on the topology of docker-compose.yml: the real Temporal server on PostgreSQL, two workers, the API. */
export async function startClusterProduct(): Promise<Product> {
  const image = await imageEnvironment();
  const topology = await startTopology({ engine: 'server', environment: () => image });
  const { api, folder, temporalAddress, databaseUrl, targetUrl: hrUrl } = topology;
  await applyExample({ api, hrUrl, dataFolder: folder });
  return {
    api: `${api}/api/v1`,
    temporalAddress,
    databaseUrl,
    hrUrl,
    workers: (['worker-1', 'worker-2'] as const).flatMap((name) => topology.pid(name) ?? []),
    stop: () => topology.stop(),
  };
}
