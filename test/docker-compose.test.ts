import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { parse } from 'yaml';

const PROJECT = join(import.meta.dirname, '..');

interface Service {
  image: string;
  build?: string;
  environment: Record<string, string>;
  ports?: string[];
  volumes?: string[];
  command?: string[];
  restart?: string;
  stop_grace_period?: string;
  healthcheck?: { test: string[] };
  depends_on?: Record<string, { condition: string }>;
}

/** What @temporalio/envconfig reads (its documentation), beside `TEMPORAL_GRPC_META_…`. */
const ENVCONFIG = [
  ...['TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE', 'TEMPORAL_API_KEY', 'TEMPORAL_PROFILE', 'TEMPORAL_CONFIG_FILE'],
  ...['TEMPORAL_TLS', 'TEMPORAL_TLS_SERVER_NAME', 'TEMPORAL_TLS_SERVER_CA_CERT_PATH'],
  ...['TEMPORAL_TLS_CLIENT_CERT_PATH', 'TEMPORAL_TLS_CLIENT_KEY_PATH'],
];

describe('docker-compose.yml', () => {
  const read = (path: string) => readFileSync(join(PROJECT, path), 'utf8');
  const { services, volumes } = parse(read('docker-compose.yml'), { merge: true }) as {
    services: Record<string, Service>;
    volumes: Record<string, unknown>;
  };

  it('starts one part after the other, each when what it needs is there', () => {
    const order = Object.entries(services).map(([name, { depends_on: needs = {} }]) => [
      name,
      Object.entries(needs).map(([other, { condition }]) => `${other} ${condition}`),
    ]);
    const forOurs = ['postgres service_healthy', 'temporal-namespace service_completed_successfully'];
    assert.deepEqual(Object.fromEntries(order), {
      postgres: [],
      'temporal-schema': ['postgres service_healthy'],
      temporal: ['temporal-schema service_completed_successfully'],
      'temporal-namespace': ['temporal service_healthy'],
      'temporal-ui': ['temporal service_healthy'],
      worker: forOurs,
      api: forOurs,
    });
  });

  it('asks for health only where a health check tells it', () => {
    for (const { depends_on: needs = {}, healthcheck } of Object.values(services)) {
      // A colon in a word that is not quoted makes a map of it.
      for (const word of healthcheck?.test ?? []) assert.equal(typeof word, 'string');
      for (const [other, { condition }] of Object.entries(needs)) {
        if (condition === 'service_healthy') assert.ok(services[other]?.healthcheck, other);
      }
    }
  });

  it('checks the health of every service that stays up', () => {
    const staying = Object.entries(services).filter(([, { restart }]) => restart === 'unless-stopped');
    for (const [name, { healthcheck }] of staying) assert.ok(healthcheck !== undefined, name);
    const jobs = Object.keys(services).filter((name) => services[name]!.restart !== 'unless-stopped');
    assert.deepEqual(jobs, ['temporal-schema', 'temporal-namespace']);
  });

  it('asks worker and API how they are on the ports they listen on, by addresses they have', () => {
    const asked = (service: string) => /fetch\('(\S+)'\)/.exec(services[service]!.healthcheck!.test.join(' '))?.[1];
    const { worker, api } = services as { worker: Service; api: Service };
    assert.equal(asked('worker'), `http://127.0.0.1:${worker.environment.INTEGRATOR_METRICS_PORT!}/livez`);
    assert.equal(asked('api'), `http://127.0.0.1:${api.environment.INTEGRATOR_PORT!}/readyz`);
  });

  it('finds a process healthy that answers, and not one that does not', async () => {
    const server = createServer((_, response) => response.writeHead(status).end());
    let status = 200;
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    for (const service of ['worker', 'api']) {
      const [kind, , ...args] = services[service]!.healthcheck!.test;
      assert.equal(kind, 'CMD');
      const check = async (at: number) => {
        const there = args.map((arg) => arg.replace(/127\.0\.0\.1:\d+/, `127.0.0.1:${at}`));
        const [code] = (await once(spawn(process.execPath, there, { stdio: 'ignore' }), 'exit')) as [number];
        return code;
      };
      status = 200;
      assert.equal(await check(port), 0, service);
      status = 503;
      assert.equal(await check(port), 1, service);
      // Nobody listens on it.
      assert.equal(await check(1), 1, service);
    }
    server.close();
  });

  it('gives worker and API more time to end than the worker takes at most', () => {
    const [, force] = /shutdownForceTime: '(\d+)s'/.exec(read('src/run-worker.ts'))!;
    for (const service of ['worker', 'api']) {
      const [, grace] = /^(\d+)s$/.exec(services[service]!.stop_grace_period!)!;
      assert.ok(Number(grace) > Number(force), service);
    }
  });

  it('asks for a key wherever the API can be reached from outside its container', () => {
    assert.equal(services.api!.environment.INTEGRATOR_AUTH, 'required');
    assert.match(read('Dockerfile'), /^ENV INTEGRATOR_AUTH=required$/m);
  });

  it('tells how to make the first key by an entry that is built', () => {
    const [, entry] = /docker compose run --rm api node dist\/(\S+)\.js/.exec(read('docker-compose.yml'))!;
    assert.notEqual(read(`src/${entry!}.ts`), '');
  });

  it('gives Temporal, the Integrator and the company databases and users of their own', () => {
    const made = [...read('docker/create-databases.sh').matchAll(/^create (\w+) "\$(\w+)" (.+)$/gm)];
    assert.deepEqual(
      made.map(([, user, , databases]) => [user, databases]),
      [
        ['temporal', 'temporal temporal_visibility'],
        ['integrator', 'integrator'],
        ['hr', 'hr'],
      ],
    );
    for (const [, , password] of made) assert.ok(Object.hasOwn(services.postgres!.environment, password!), password);
    assert.match(services.worker!.environment.INTEGRATOR_DATABASE_URL!, /^postgres:\/\/integrator:.+\/integrator$/);
    assert.equal(services.temporal!.environment.POSTGRES_USER, 'temporal');
    assert.ok(Object.hasOwn(services.temporal!.environment, 'NUM_HISTORY_SHARDS'));
  });

  it('pins every image it does not build, and every image it builds on', () => {
    for (const [name, { image, build }] of Object.entries(services)) {
      if (build === undefined) assert.match(image, /:\d+\.\d+(\.\d+)?(-|$)/, name);
    }
    const bases = [...read('Dockerfile').matchAll(/^FROM (\S+)/gm)].map(([, base]) => base!);
    assert.ok(bases.length > 0);
    for (const base of bases) assert.match(base, /:\d+\.\d+\.\d+-/);
  });

  it('has one version of the Temporal server and its tools', () => {
    const version = (service: string) => /:(\d+\.\d+\.\d+)/.exec(services[service]!.image)?.[1];
    assert.equal(version('temporal'), version('temporal-schema'));
    assert.equal(version('temporal'), version('temporal-namespace'));
  });

  it('publishes no port beyond this machine', () => {
    const published = Object.values(services).flatMap(({ ports = [] }) => ports);
    assert.ok(published.length > 0);
    for (const port of published) assert.match(port, /^127\.0\.0\.1:\d+:\d+$/);
  });

  /** Node reads these, and the C library the first. */
  const OF_NODE = ['MALLOC_ARENA_MAX', 'NODE_ENV', 'NODE_OPTIONS'];

  it('gives worker and API no variable that nobody reads', () => {
    const ours = [...read('src/config.ts').matchAll(/INTEGRATOR_[A-Z_]+/g)].map(([name]) => name);
    const secrets = [...read('examples/site.yaml').matchAll(/env:([A-Z_]+)/g)].map(([, name]) => name!);
    const known = new Set([...ours, ...ENVCONFIG, ...secrets, ...OF_NODE]);
    const ofImage = [...read('Dockerfile').matchAll(/^ENV (\w+)=/gm)].map(([, name]) => name!);
    for (const service of ['worker', 'api']) {
      for (const name of [...ofImage, ...Object.keys(services[service]!.environment)]) {
        assert.ok(known.has(name), `${service}: ${name}`);
      }
    }
  });

  it('has the worker resolve every secret of the example', () => {
    for (const [, name] of read('examples/site.yaml').matchAll(/env:([A-Z_]+)/g)) {
      assert.ok(Object.hasOwn(services.worker!.environment, name!), name);
    }
  });

  it('gives worker and API the same files and the same control database', () => {
    const [worker, api] = [services.worker!, services.api!];
    assert.deepEqual(worker.volumes, api.volumes);
    assert.deepEqual(worker.volumes, ['files:/data']);
    assert.equal(worker.environment.INTEGRATOR_DATABASE_URL, api.environment.INTEGRATOR_DATABASE_URL);
    assert.match(read('Dockerfile'), /^ENV INTEGRATOR_DATA=\/data$/m);
  });

  it('has the API listen where its container can be reached, on the port that is published', () => {
    assert.match(read('Dockerfile'), /^ENV INTEGRATOR_HOST=0\.0\.0\.0$/m);
    const { environment, ports = [] } = services.api!;
    assert.deepEqual(ports, [`127.0.0.1:8080:${environment.INTEGRATOR_PORT!}`]);
  });

  it('mounts only what is in the repository or declared as a volume', () => {
    for (const mount of Object.values(services).flatMap(({ volumes: mounts = [] }) => mounts)) {
      const [source = ''] = mount.split(':');
      if (source.startsWith('./')) assert.notEqual(read(source), '');
      else assert.ok(source in volumes, source);
    }
  });

  it('registers the search attributes that the workflows use', () => {
    const used = [...read('src/workflows/search-attributes.ts').matchAll(/keyword\('Integrator(\w+)'\)/g)];
    const registered = /^for name in (.+); do$/m.exec(read('docker/temporal-namespace.sh'))?.[1]?.split(' ') ?? [];
    assert.deepEqual(registered.sort(), used.map(([, name]) => name).sort());
  });

  it('is understood by docker compose', function () {
    if (spawnSync('docker', ['compose', 'version']).status !== 0) {
      console.log('      docker compose is not at hand');
      this.skip();
    }
    const { status, stderr } = spawnSync('docker', ['compose', 'config', '--quiet'], { cwd: PROJECT });
    assert.equal(status, 0, String(stderr));
  });
});
