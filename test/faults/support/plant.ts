import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import pg from 'pg';

import { SECRETS, SshServer } from '../../connections/support/ssh-server.js';
import { HttpServer, status } from '../../connections/http/support/http-server.js';
import type { SeededRandom } from '../../exactly-once/support/seeded-random.js';
import { FaultRelay } from '../../support/fault-relay.js';
import type { LinkName } from '../../support/cluster-links.js';
import { startTopology, type PartName, type Topology } from '../../support/topology.js';
import { patiently } from './patience.js';
import { PatientClient } from './patient-client.js';
import { ENGINE } from './settings.js';

/** The links between two parts, and those from workers to endpoints of partners. */
export type FaultyLink = LinkName | 'workers>http' | 'workers>sftp';

export interface PlantOptions {
  random: SeededRandom;
  environment?: (part: PartName) => Record<string, string>;
}

/** Everything there is to break: the parts of the Integrator, the links between them, and the endpoints of partners. */
export class Plant {
  readonly http: PatientClient;

  private constructor(
    readonly topology: Topology<FaultRelay>,
    readonly links: ReadonlyMap<FaultyLink, FaultRelay>,
    /** Where http exports go; remembers what came. */
    readonly receiver: HttpServer,
    private readonly ssh: SshServer,
    private readonly target: pg.Pool,
    private readonly control: pg.Pool,
  ) {
    this.http = new PatientClient(`${topology.api}/api/v1`);
  }

  static async start({ random, environment }: PlantOptions): Promise<Plant> {
    const relay = (address: string) => FaultRelay.start(address, random);
    const topology = await startTopology({ engine: ENGINE, relay, ...(environment && { environment }) });
    const receiver = await HttpServer.start();
    receiver.will(status(204));
    const ssh = await SshServer.start();
    await writeFile(join(topology.folder, 'sftp-password'), SECRETS['env:PASSWORD'] ?? '', { mode: 0o644 });
    const links = new Map<FaultyLink, FaultRelay>(topology.links);
    links.set('workers>http', await relay(`127.0.0.1:${receiver.port}`));
    links.set('workers>sftp', await relay(`127.0.0.1:${ssh.port}`));
    return new Plant(topology, links, receiver, ssh, openPool(topology.targetUrl), openPool(topology.databaseUrl));
  }

  /** The folder all parts share. */
  get folder(): string {
    return this.topology.folder;
  }

  /** The address of the receiver, by way of its link. */
  receiverUrl(path: string): string {
    return `http://${this.link('workers>http').address}${path}`;
  }

  /** The connection to a folder by SFTP, by way of its link. */
  sftpConnection(path: string): object {
    const connection = this.ssh.connection(path, { port: this.link('workers>sftp').port });
    return { ...connection, password: `file:${join(this.folder, 'sftp-password')}` };
  }

  link(name: FaultyLink): FaultRelay {
    const link = this.links.get(name);
    if (link === undefined) throw new Error(`There is no link ${name}, but ${[...this.links.keys()].join(', ')}.`);
    return link;
  }

  /** Does it in the target, as its owner, however often PostgreSQL is away; so it must be fit to be done twice. */
  async sql(statement: string, values: readonly unknown[] = []): Promise<void> {
    await this.rows(statement, values);
  }

  /** Rows of the target. */
  async rows<Row extends object>(statement: string, values: readonly unknown[] = []): Promise<Row[]> {
    return patiently(statement, async () => (await this.target.query<Row>(statement, [...values])).rows);
  }

  /** Rows of the control database. */
  async controlRows<Row extends object>(statement: string): Promise<Row[]> {
    return patiently(statement, async () => (await this.control.query<Row>(statement)).rows);
  }

  async stop(): Promise<void> {
    await Promise.all([this.target.end(), this.control.end()]);
    await this.topology.stop();
    await Promise.all([this.link('workers>http').stop(), this.link('workers>sftp').stop()]);
    await Promise.all([this.receiver.stop(), this.ssh.stop()]);
  }
}

function openPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({ connectionString, connectionTimeoutMillis: 3000, query_timeout: 30_000 });
  pool.on('error', () => undefined);
  return pool;
}
