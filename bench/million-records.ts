import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { createMessage, encrypt, generateKey, readKey } from 'openpgp';
import pg from 'pg';
import { ZipFile } from 'yazl';

import { COLUMNS, employeesCsv, employeesDefinition } from './employees.js';
import { call } from './http.js';
import { median, timed } from './measure.js';
import { forgetPeakMemory, peakMemory } from './peak-memory.js';
import { pgloaderPeer } from './pgloader-peer.js';
import type { Product } from './product.js';
import { psqlFloor } from './psql-floor.js';
import type { Row } from './row.js';

const RECORDS = 1_000_000;
const ROUNDS = 3;
const FORMATS = ['csv', 'zip', 'csv.zip.pgp'] as const;

/** 1,000,000 records as csv, zip and pgp, beside psql's staged upsert and, where installed, pgloader. */
export async function millionRecords(product: Product): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'temporal-integrator-million-'));
  const hr = new pg.Pool({ connectionString: product.hrUrl });
  try {
    const csv = join(folder, 'million.csv');
    await writeFile(csv, employeesCsv(RECORDS));
    await prepare(product, folder, csv);
    await hr.query('create table bench_million (like employee including all)');
    const seconds: Record<string, number[]> = {};
    const peaks: Record<string, number[]> = {};
    const note = (into: Record<string, number[]>, name: string, value: number) => (into[name] ??= []).push(value);
    const psql = psqlFloor(product.hrUrl);
    const pgloader = pgloaderPeer(product.hrUrl);
    for (let round = 0; round < ROUNDS; round++) {
      await hr.query('truncate bench_million');
      note(seconds, 'psql', await psql.load(csv, 'bench_million', COLUMNS, 'employee_number'));
      for (const format of FORMATS) {
        await hr.query('truncate employee');
        await forgetPeakMemory(product.workers);
        note(seconds, format, await timed(() => load(product, `million.${format}`)));
        note(peaks, format, await peakMemory(product.workers));
      }
    }
    if (pgloader !== undefined) note(seconds, 'pgloader', await pgloader(csv, 'bench_million', COLUMNS));
    return FORMATS.map((format) => describe(format, seconds, Math.max(...(peaks[format] ?? []))));
  } finally {
    await hr.end();
    await rm(folder, { recursive: true, force: true });
  }
}

async function load(product: Product, file: string): Promise<void> {
  const run = await call('POST', `${product.api}/sites/DEV/runs`, { integration: 'million', file }, true);
  if (run.status !== 'Completed' || run.counts.applied !== RECORDS) throw new Error(JSON.stringify(run));
}

/** Makes the files and the integration that takes them. */
async function prepare(product: Product, folder: string, csv: string): Promise<void> {
  const site = `${product.api}/sites/DEV`;
  const { privateKey, publicKey } = await generateKey({
    userIDs: [{ name: 'bench' }],
    type: 'rsa',
    rsaBits: 3072,
    format: 'armored',
  });
  const keyFile = join(folder, 'key.asc');
  await writeFile(keyFile, privateKey);
  const { kind, timeZone, connections } = (await call('GET', site)) as unknown as Record<string, object>;
  await call('PUT', site, {
    kind,
    timeZone,
    connections: { ...connections, keys: { kind: 'pgp-key', privateKeys: [{ key: `file:${keyFile}` }] } },
  });
  await call('PUT', `${site}/integrations/million`, {
    ...(await employeesDefinition()),
    limits: { maxBytes: '200MB' },
    pgp: { connection: 'keys' },
  });
  const zip = new ZipFile();
  zip.addFile(csv, 'million.csv');
  zip.end();
  const zipped = join(folder, 'million.zip');
  await pipeline(zip.outputStream, createWriteStream(zipped));
  const message = await createMessage({ binary: new Uint8Array(await readFile(zipped)) });
  const encryptionKeys = (await readKey({ armoredKey: publicKey })).toPublic();
  const encrypted: unknown = await encrypt({ message, encryptionKeys, format: 'binary' });
  const files = { csv: await readFile(csv), zip: await readFile(zipped), 'csv.zip.pgp': encrypted as Uint8Array };
  for (const format of FORMATS) await call('PUT', `${site}/files/million.${format}`, files[format]);
}

function describe(format: string, seconds: Record<string, number[]>, peak: number): Row {
  const [own, floor] = [median(seconds[format] ?? []), median(seconds.psql ?? [])];
  const { pgloader } = seconds;
  const megabytes = peak / 1024 ** 2;
  return {
    work: `1,000,000 records, 10 columns, as .${format}`,
    measured: { value: own, unit: 's' },
    floor: { name: `psql staged upsert ${floor.toFixed(2)} s`, value: floor },
    ratio: own / floor,
    target: 'at most 1.5, at least 2.5 times as fast as pgloader, at most 300 MB',
    reached: own / floor <= 1.5 && megabytes <= 300 && (pgloader === undefined || median(pgloader) / own >= 2.5),
    notes: {
      'peak MB of the worker, a process of its own as in production': megabytes,
      ...(pgloader === undefined ? {} : { 'pgloader s': median(pgloader), 'times as fast': median(pgloader) / own }),
    },
  };
}
