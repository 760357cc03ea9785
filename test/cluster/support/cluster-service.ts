import { Client, Connection } from '@temporalio/client';
import pg from 'pg';

import { HttpClient } from '../../support/http-client.js';
import type { TestService } from '../../support/service.js';
import { startTopology, type Topology } from '../../support/topology.js';

/** What tests of a service in this process look at, of one whose parts are processes of their own. */
export interface ClusterService extends Pick<TestService, 'http' | 'target' | 'targetUrl' | 'temporal' | 'folder'> {
  cluster: Topology;
  /** Speaks to the second API. */
  other: HttpClient;
  stop(): Promise<void>;
}

/** Two workers and two APIs on the real server. */
export async function startClusterService(): Promise<ClusterService> {
  const cluster = await startTopology({ workers: 2, apis: 2, report: (line) => console.log(`      ${line}`) });
  const target = new pg.Pool({ connectionString: cluster.targetUrl });
  target.on('error', () => undefined);
  const connection = await Connection.connect({ address: cluster.temporalAddress });
  const [http, other] = cluster.apis.map((api) => new HttpClient(`${api}/api/v1`)) as [HttpClient, HttpClient];
  return {
    cluster,
    http,
    other,
    target,
    targetUrl: cluster.targetUrl,
    temporal: new Client({ connection, namespace: cluster.namespace }),
    folder: cluster.folder,
    stop: async () => {
      await connection.close();
      await target.end();
      await cluster.stop();
    },
  };
}
