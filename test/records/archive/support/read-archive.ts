import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openArchive, type ArchiveLimits } from '../../../../src/records/archive/open-archive.js';

export const LIMITS: ArchiveLimits = { maxUnpackedBytes: 8 * 1024 ** 2, maxRatio: 200, maxEntries: 20 };

/** Never aborted. */
export const { signal: NEVER } = new AbortController();

/** A folder of the test's own, for the archives it makes. */
export class ArchiveFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'temporal-integrator-archive-'));

  /** Writes an archive and returns its path. */
  write(archive: Buffer): string {
    const path = join(this.path, 'archive.zip');
    writeFileSync(path, archive);
    return path;
  }

  /** How many files of this folder this process has open. Linux tells; elsewhere undefined. */
  openFiles(): number | undefined {
    if (process.platform !== 'linux') return undefined;
    return readdirSync('/proc/self/fd').filter((fd) => targetOf(fd).startsWith(this.path)).length;
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}

/** Opens the archive and reads all its content. */
export async function readArchive(path: string, limits = LIMITS): Promise<{ name: string; content: Buffer }> {
  const { name, bytes, content } = await openArchive(path, limits, NEVER);
  const whole = Buffer.concat(await chunksOf(content));
  assert.equal(whole.length, bytes);
  return { name, content: whole };
}

/** All that is still to come. */
export async function chunksOf(content: AsyncIterable<Buffer>): Promise<Buffer[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return chunks;
}

/** What is open as `fd`; the one that lists the folder is closed by then. */
function targetOf(fd: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return '';
  }
}
