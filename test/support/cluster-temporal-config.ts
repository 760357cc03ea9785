export interface ServerConfigOptions {
  /** Nine, of which the first is the one for clients. */
  ports: readonly number[];
  postgres: { address: string; password: string };
  dynamicConfigFile: string;
}

/** Of docker-compose.yml. Fixed when the databases are new. */
const HISTORY_SHARDS = 64;

/** The configuration of the server: what its image makes of the environment that docker-compose.yml gives it. */
export function serverConfig({ ports, postgres, dynamicConfigFile }: ServerConfigOptions) {
  const [grpc, ...others] = ports;
  const [http, ...rest] = others;
  const service = (index: number) => ({ membershipPort: rest[index], bindOnIP: '127.0.0.1' });
  const database = (databaseName: string, maxConns: number) => ({
    sql: {
      pluginName: 'postgres12',
      databaseName,
      connectAddr: postgres.address,
      connectProtocol: 'tcp',
      user: 'temporal',
      password: postgres.password,
      maxConns,
      maxIdleConns: maxConns,
      maxConnLifetime: '1h',
    },
  });
  return {
    log: { stdout: true, level: 'warn' },
    persistence: {
      numHistoryShards: HISTORY_SHARDS,
      defaultStore: 'default',
      visibilityStore: 'visibility',
      datastores: { default: database('temporal', 20), visibility: database('temporal_visibility', 10) },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' } },
    services: {
      frontend: { rpc: { ...service(0), grpcPort: grpc, httpPort: http } },
      matching: { rpc: { ...service(1), grpcPort: rest[4] } },
      history: { rpc: { ...service(2), grpcPort: rest[5] } },
      worker: { rpc: { ...service(3), grpcPort: rest[6] } },
    },
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: { enabled: true, initialFailoverVersion: 1, rpcName: 'frontend', rpcAddress: `127.0.0.1:${grpc!}` },
      },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    publicClient: { hostPort: `127.0.0.1:${grpc!}` },
    dynamicConfigClient: { filepath: dynamicConfigFile, pollInterval: '60s' },
  };
}
