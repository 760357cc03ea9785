import { join } from 'node:path';

import { ExportStream } from './export-stream.js';
import { openFolderOutlet } from './folder-outlet.js';
import { openHttpOutlet } from './http-outlet.js';
import { ImportStream } from './import-stream.js';
import type { Plant } from './plant.js';
import type { Complaint, Stream, StreamGiven } from './stream.js';
import { SeededRandom } from '../../exactly-once/support/seeded-random.js';

const SITES = ['NORTH', 'SOUTH', 'WEST'] as const;

/** Imports and exports of all kinds on several sites, at once, as long as they are wanted. */
export class Workload {
  private readonly streams: readonly Stream[];

  private constructor(streams: readonly Stream[]) {
    this.streams = streams;
  }

  /** Makes the sites with their tables and folders, and starts them. */
  static async prepare(plant: Plant, seed: number): Promise<Workload> {
    const streams: Stream[] = [];
    for (const [index, site] of SITES.entries()) streams.push(...(await prepareSite(plant, site, seed + index * 100)));
    return new Workload(streams);
  }

  /** How many runs have ended. */
  get ended(): number {
    return this.streams.reduce((sum, { ended }) => sum + ended.length, 0);
  }

  /** How many runs have ended in each status. */
  get statuses(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { status } of this.streams.flatMap(({ ended }) => ended)) counts[status] = (counts[status] ?? 0) + 1;
    return counts;
  }

  /** Every run that was accepted. */
  get runs(): string[] {
    return this.streams.flatMap(({ ended }) => ended.map(({ id }) => id));
  }

  /** So many runs, shared by the streams. @throws Error the first that went wrong, when all streams have ended. */
  async run(total: number): Promise<void> {
    let left = total;
    await this.drive(() => left-- > 0);
  }

  /** One run after the other in each stream, until it is enough. */
  async runUntil(enough: AbortSignal): Promise<void> {
    await this.drive(() => !enough.aborted);
  }

  /** One more run of each integration, and so of each file name. */
  async runEach(): Promise<void> {
    await settle(this.streams.map((stream) => stream.run()));
  }

  async account(): Promise<Complaint[]> {
    return (await Promise.all(this.streams.map((stream) => stream.account()))).flat();
  }

  private async drive(goesOn: () => boolean): Promise<void> {
    await settle(
      this.streams.map(async (stream) => {
        while (goesOn()) await stream.run();
      }),
    );
  }
}

/** Waits for all, then throws what went wrong first. */
async function settle(all: readonly Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(all);
  const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join('\n'));
}

async function prepareSite(plant: Plant, site: string, seed: number): Promise<Stream[]> {
  const given = (name: string, number: number): StreamGiven => ({
    plant,
    site,
    name,
    random: new SeededRandom(seed + number),
  });
  const outbox = (name: string) => join(plant.folder, 'outboxes', site, name);
  const folder = await openFolderOutlet(outbox('files'), (path) => ({ kind: 'folder', path }));
  const sftp = await openFolderOutlet(outbox('sftp'), (path) => plant.sftpConnection(path));
  const http = openHttpOutlet(plant.receiverUrl(`/${site}`), plant.receiver.received);
  const streams = [
    new ImportStream(given('upserts', 1), 'upsert', 'upload'),
    new ImportStream(given('inserts', 2), 'insert', 'upload'),
    new ImportStream(given('replacements', 3), 'replace', 'upload'),
    new ImportStream(given('arrivals', 4), 'upsert', 'folder'),
    new ExportStream(given('files', 5), folder),
    new ExportStream(given('sftp_files', 6), sftp),
    new ExportStream(given('batches', 7), http),
  ];
  const connections = Object.assign({}, ...streams.map((stream) => stream.connections())) as Record<string, object>;
  await plant.http.put(`/sites/${site}`, {
    kind: 'DEV',
    connections: { target: { kind: 'postgres', url: 'env:TARGET_URL' }, ...connections },
  });
  for (const stream of streams) await stream.prepare();
  await plant.http.post(`/sites/${site}/start`, {});
  return streams;
}
