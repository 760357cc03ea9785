import { startEntry } from './cluster-entry.js';
import type { ClusterHome } from './cluster-home.js';
import type { Link, Links } from './cluster-links.js';
import type { ClusterServers } from './cluster-servers.js';
import type { AddPart, PartName } from './topology.js';

export interface StartEntriesOptions {
  servers: ClusterServers;
  links: Links<Link>;
  add: AddPart;
  home: ClusterHome;
  workers: number;
  /** One for each API. */
  apiPorts: readonly number[];
  /** More of the environment. */
  environment: (part: PartName) => Record<string, string>;
}

/** Starts the workers and the APIs, with the settings of docker-compose.yml. */
export async function startEntries({ workers, apiPorts, ...options }: StartEntriesOptions): Promise<void> {
  const { servers, links, add } = options;
  const start = async (name: PartName, entry: string, own: Record<string, string>) => {
    const shared = await sharedEnvironment(name, options);
    const log = options.home.log(name);
    await add(name, (signal) =>
      startEntry({ entry, environment: { ...shared, ...own, ...options.environment(name) }, log, signal }),
    );
  };
  const starts = Array.from({ length: workers }, async (_, index) => {
    const name: PartName = `worker-${index + 1}`;
    const target = await links.urlThrough(`${name}>target`, servers.targetUrl);
    // The second is what the example calls it.
    await start(name, 'worker.js', { TARGET_URL: target, HR_DATABASE_URL: target });
  });
  const apis = apiPorts.map((port, index) => {
    const own = { INTEGRATOR_HOST: '127.0.0.1', INTEGRATOR_PORT: String(port), INTEGRATOR_AUTH: 'none' };
    return start(`api-${index + 1}`, 'api/index.js', own);
  });
  const failed = (await Promise.allSettled([...starts, ...apis])).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}

async function sharedEnvironment(
  name: PartName,
  { servers, links, home }: Pick<StartEntriesOptions, 'servers' | 'links' | 'home'>,
): Promise<Record<string, string>> {
  return {
    TEMPORAL_ADDRESS: await links.through(`${name}>temporal`, servers.temporalAddress),
    TEMPORAL_NAMESPACE: servers.namespace,
    INTEGRATOR_DATABASE_URL: await links.urlThrough(`${name}>control`, servers.databaseUrl),
    INTEGRATOR_DATA: home.shared,
  };
}
