import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable, Transform } from 'node:stream';

import { answerOf } from '../../client/create-client.js';
import { openProgress, type ProgressLine } from '../print/progress.js';
import type { Session } from '../session.js';
import { UsageError } from '../usage-error.js';

/** A file as the site has it: the name that stands for it, and its SHA-256. */
interface Upload {
  file: string;
  sha256: string;
}

/**
 * Uploads a file for runs of the site, and shows how far it has come.
 *
 * @throws UsageError where there is no such file.
 */
export async function uploadFile(session: Session, site: string, path: string): Promise<Upload> {
  const totalBytes = await sizeOf(path);
  const filename = basename(path);
  const progress = openProgress(session.terminal, filename);
  const content = Readable.toWeb(createReadStream(path).pipe(measure(progress, totalBytes)));
  try {
    const call = session.api.PUT('/api/v1/sites/{site}/files/{filename}', {
      params: { path: { site, filename } },
      headers: { 'Content-Type': 'application/octet-stream' },
      body: path,
      // The content rather than what would be made of `body`: a file of any size goes through.
      bodySerializer: () => content,
      duplex: 'half',
    });
    return await answerOf(call);
  } finally {
    progress.end();
  }
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() === true) return found.size;
  throw new UsageError(`There is no file ${path}.`);
}

function measure(progress: ProgressLine, totalBytes: number): Transform {
  let bytes = 0;
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      bytes += chunk.length;
      progress.update({ step: 'upload', bytes, totalBytes });
      done(null, chunk);
    },
  });
}
