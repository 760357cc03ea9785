import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { freePort } from '../../src/embedded/ports.js';
import { HttpClient } from '../support/http-client.js';

/**
 * `npm run test:hostile`: schemathesis (https://schemathesis.readthedocs.io), all of its checks, against the product as it
 * is started from `dist` by `npm start`: with an administrator's key, and with none. It is installed from PyPI into a
 * folder of its own. `HOSTILE_SEED` repeats a run, `HOSTILE_SECONDS` is how long each of the two may take.
 */
const VERSION = '4.32.5';
const seed = process.env.HOSTILE_SEED ?? String(Math.floor(Math.random() * 2 ** 31));
const seconds = process.env.HOSTILE_SECONDS ?? '300';
const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'temporal-integrator-hostile-'));
const venv = process.env.HOSTILE_VENV ?? join(folder, 'venv');

/** Runs a program to its end. @throws Error with its name where it fails. */
async function run(program: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<void> {
  const child = spawn(program, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...environment } });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${program} ended with ${code}. The seed was ${seed}.`);
}

async function install(): Promise<string> {
  if (process.env.HOSTILE_VENV === undefined) {
    await run('python3', ['-m', 'venv', venv]);
    await run(join(venv, 'bin/pip'), ['install', '--quiet', `schemathesis==${VERSION}`]);
  }
  return join(venv, 'bin/schemathesis');
}

async function startProduct(): Promise<{ product: ChildProcess; url: string; environment: NodeJS.ProcessEnv }> {
  const environment = {
    INTEGRATOR_DATA: join(folder, 'data'),
    INTEGRATOR_AUTH: 'required',
    // Nobody is to be told to come back later: what is asked for is what is behind that.
    INTEGRATOR_RATE_LIMIT: '100000000',
    INTEGRATOR_PORT: String(await freePort()),
    INTEGRATOR_TEMPORAL_PORT: String(await freePort()),
    INTEGRATOR_TEMPORAL_UI_PORT: String(await freePort()),
  };
  const env = { ...process.env, ...environment };
  const product = spawn(process.execPath, ['--enable-source-maps', 'dist/start.js'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: product.stdout })) {
    const [url] = /http:\S+/.exec(line.includes('The API is up') ? line : '') ?? [];
    if (url === undefined) continue;
    product.stdout.resume();
    return { product, url, environment };
  }
  throw new Error('The product has not come up.');
}

async function makeKey(environment: NodeJS.ProcessEnv): Promise<string> {
  const args = ['dist/api-key.js', 'create', 'hostile', '--role', 'admin'];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return (await child.stdout.toArray()).join('').trim();
}

/** Makes what the addresses of `schemathesis.toml` are about. @returns the id of a run. */
async function prepare(url: string, key: string): Promise<string> {
  const http = new HttpClient(`${url}/api/v1`, { Authorization: `Bearer ${key}` });
  const connections = { target: { kind: 'postgres', url: 'env:HR_DATABASE_URL' } };
  const schema = { primaryKey: 'id', fields: [{ name: 'id' }] };
  const target = { connection: 'target', table: 'things', mode: 'upsert' };
  for (const [path, body] of [
    ['/sites/FUZZ', { kind: 'DEV', connections }],
    ['/sites/FUZZ/integrations/things', { schema, target }],
    ['/sites/FUZZ/integration-sets/all', { members: [{ integration: 'things' }] }],
    ['/sites/FUZZ/files/things.csv', 'id\n1\n'],
  ] as const) {
    const { status, text } = await http.put(path, body);
    if (status >= 300) throw new Error(`PUT ${path}: ${status} ${text}`);
  }
  await http.post('/sites/FUZZ/start');
  const asked = { integration: 'things', file: 'things.csv' };
  const { status, text, body } = await http.post('/sites/FUZZ/runs', asked, { Prefer: 'wait=30' });
  if (status >= 300) throw new Error(`POST /sites/FUZZ/runs: ${status} ${text}`);
  return body.id;
}

/** Sends a header that never ends, a byte a second. @throws Error where the connection is still open after a minute. */
async function requireSlowHeadersCut(url: string): Promise<void> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined).resume();
  socket.write('GET /livez HTTP/1.1\r\nHost: localhost\r\nX-Slow: ');
  const drip = setInterval(() => socket.write('x'), 1000);
  const late = setTimeout(() => socket.destroy(), 60_000);
  const began = Date.now();
  await new Promise((resolve) => socket.once('close', resolve));
  clearInterval(drip);
  clearTimeout(late);
  if (Date.now() - began >= 60_000) throw new Error('Headers that come slowly are not cut off within a minute.');
  console.log(`Headers that come slowly were cut off after ${Math.round((Date.now() - began) / 1000)} s`);
}

async function main(): Promise<void> {
  console.log(`Seed ${seed}; HOSTILE_SEED=${seed} repeats it.`);
  const schemathesis = await install();
  const { product, url, environment } = await startProduct();
  try {
    const key = await makeKey(environment);
    const environmentOfRun = { HOSTILE_RUN: await prepare(url, key) };
    await requireSlowHeadersCut(url);
    const args = ['--config-file', 'test/hostile/schemathesis.toml', 'run', `${url}/openapi.json`, '--no-color'];
    const how = ['--checks', 'all', '--seed', seed, '--max-time', seconds, '--continue-on-failure'];
    console.log('\nWithout any key');
    await run(schemathesis, [...args, ...how], environmentOfRun);
    console.log("\nWith an administrator's key");
    // That check tries a wrong token for each call, and takes 401 and 403 only: after 30 an address is told 429, as it
    // should be. test/api/authentication/matrix.test.ts asks every route without a token and with the wrong role.
    const withKey = ['--header', `Authorization: Bearer ${key}`, '--exclude-checks', 'ignored_auth'];
    await run(schemathesis, [...args, ...how, ...withKey], environmentOfRun);
  } finally {
    product.kill('SIGINT');
    await once(product, 'exit');
  }
}

// When we are root, PostgreSQL runs as another user, who must be able to enter.
chmodSync(folder, 0o755);
try {
  await main();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
