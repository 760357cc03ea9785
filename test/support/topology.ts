import { readFileSync } from 'node:fs';

import { startEntries } from './cluster-entries.js';
import type { EngineName } from './cluster-engine.js';
import { openHome, type ClusterHome } from './cluster-home.js';
import { Links, type Link, type LinkName } from './cluster-links.js';
import { ClusterPart, type RunningPart } from './cluster-part.js';
import { freePorts } from './cluster-ports.js';
import { startServers, type ClusterServers } from './cluster-servers.js';

/** A process of the topology. Workers and APIs are counted from 1. */
export type PartName = 'postgres' | 'temporal' | `worker-${number}` | `api-${number}`;

/** Makes a part, in the order in which they have to be there, and waits until it is up. */
export type AddPart = (name: PartName, launch: (signal: AbortSignal) => Promise<RunningPart>) => Promise<void>;

export interface TopologyOptions<Between extends Link = Link> {
  /** `server`: the real Temporal server on PostgreSQL, as in docker-compose.yml. `dev`: the dev server of `npm start`. */
  engine?: EngineName;
  /** How many; 2 where absent. */
  workers?: number;
  /** How many; 1 where absent. */
  apis?: number;
  /** More of the environment of a worker or an API: secrets, settings, a build id. Asked at each of its starts. */
  environment?: (part: PartName) => Record<string, string>;
  /**
   * Puts something of yours between each two parts: given the address of what is behind it and the name of the link, it
   * answers what the other side connects to (see relay.ts). Direct ways where absent.
   */
  relay?: (address: string, link: LinkName) => Promise<Between>;
  /** Told what happens: starts, and ends that nobody asked for. */
  report?: (line: string) => void;
}

/**
 * What docker-compose.yml describes, without Docker: each part a process of its own at an address that stays the same
 * over its restarts. As there (`restart: unless-stopped`), a part that ends by itself is started again; one that was
 * killed here stays away until `start`.
 */
export interface Topology<Between extends Link = Link> {
  readonly parts: readonly PartName[];
  /** `http://127.0.0.1:port` of `api-1`, without the prefix of the routes. */
  readonly api: string;
  /** Those of all. */
  readonly apis: readonly string[];
  /** Direct ways, around the relays. The control database, as the Integrator's user. */
  readonly databaseUrl: string;
  /** The target: `env:TARGET_URL` in connections. Of a user of its own. */
  readonly targetUrl: string;
  /** To look at all of PostgreSQL, as its superuser. */
  readonly adminUrl: string;
  readonly temporalAddress: string;
  readonly namespace: string;
  /** The folder all workers and APIs share (`INTEGRATOR_DATA`); room for folders of connections beside `files`. */
  readonly folder: string;
  /** By name, such as `worker-1>temporal`; empty where no `relay` was given. */
  readonly links: ReadonlyMap<LinkName, Between>;
  /** Sends it and does not wait: for SIGSTOP, SIGCONT. */
  send(part: PartName, signal: NodeJS.Signals): void;
  /** Sends it, SIGKILL where absent, and waits until the part is gone; it stays away. Done at once where it is away. */
  kill(part: PartName, signal?: NodeJS.Signals): Promise<void>;
  /**
   * Resolves when it is up: a PostgreSQL that is ready, a Temporal that serves its namespace, a worker or API that says
   * so. What it needs may come later: it is tried again as Docker would. @throws Error after 90 s, with its last words.
   */
  start(part: PartName): Promise<void>;
  /** The number of its process; undefined while it is away. */
  pid(part: PartName): number | undefined;
  /** How often it ended by itself and was started again. */
  restarts(part: PartName): number;
  /** Everything it has said, over all its lives (the end of it, where it is much). */
  log(part: PartName): string;
  /** Ends everything and removes the folder. */
  stop(): Promise<void>;
}

/** Brings it all up. The build has to be there (`npm run build`). @throws where a part does not come up, leaving nothing. */
export async function startTopology<Between extends Link = Link>(
  options: TopologyOptions<Between> = {},
): Promise<Topology<Between>> {
  const { engine = 'server', workers = 2, apis = 1, environment = () => ({}), report = () => undefined } = options;
  const home = await openHome(report);
  const links = new Links(options.relay);
  const parts = new Map<PartName, ClusterPart>();
  const add: AddPart = async (name, launch) => {
    const part = new ClusterPart(name, launch, report);
    parts.set(name, part);
    await part.start();
  };
  const stop = async () => {
    const [postgres, temporal, ...entries] = [...parts.values()];
    await Promise.all(entries.map((entry) => entry.stop()));
    await temporal?.stop();
    await postgres?.stop();
    await links.stop();
    await home.remove();
  };
  try {
    const servers = await startServers({ engine, data: home.data, links, add, report });
    const apiPorts = await freePorts(apis);
    await startEntries({ servers, links, add, home, workers, apiPorts, environment });
    return { ...describe(servers, home, parts, links, apiPorts), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function describe<Between extends Link>(
  servers: ClusterServers,
  home: ClusterHome,
  parts: ReadonlyMap<PartName, ClusterPart>,
  links: Links<Between>,
  apiPorts: readonly number[],
): Omit<Topology<Between>, 'stop'> {
  const part = (name: PartName): ClusterPart => {
    const found = parts.get(name);
    if (found === undefined) throw new Error(`There is no ${name}: the parts are ${[...parts.keys()].join(', ')}.`);
    return found;
  };
  const apis = apiPorts.map((port) => `http://127.0.0.1:${port}`);
  return {
    ...servers,
    parts: [...parts.keys()],
    api: apis[0] ?? '',
    apis,
    folder: home.shared,
    links: links.byName,
    send: (name, signal) => part(name).send(signal),
    kill: (name, signal = 'SIGKILL') => part(name).kill(signal),
    start: (name) => part(name).start(),
    pid: (name) => part(name).pid,
    restarts: (name) => part(name).restarts,
    log: (name) => readFileSync(home.log(name), 'utf8').slice(-1_000_000),
  };
}
