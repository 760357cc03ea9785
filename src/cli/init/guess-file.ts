import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';

import type { Encoding } from '../../model/encoding.js';
import { IntegratorError } from '../../model/errors.js';
import { UsageError } from '../usage-error.js';
import { guessDialect } from './guess-dialect.js';
import { guessEncodings } from './guess-encoding.js';
import { guessField } from './guess-field.js';
import { guessKeys } from './guess-keys.js';
import type { FileGuess, Guessed } from './guess.js';
import { readSample } from './read-records.js';
import { settleGuess } from './settle-guess.js';

/** How many records are looked at closely. */
const SAMPLE = 1000;
/** How many bytes tell UTF-16. */
const START = 4096;

/**
 * Guesses how a CSV file is written and what its records are, by its header and first thousand records; what the rest of
 * the file does not bear out is taken back.
 *
 * @throws UsageError where there is no such file; IntegratorError where it cannot be imported however it is described.
 */
export async function guessFile(path: string): Promise<FileGuess> {
  const [start, bytes] = await readStart(path);
  let refusal: unknown;
  for (const encoding of guessEncodings(start)) {
    try {
      return await guessIn(path, bytes, encoding);
    } catch (error) {
      const isMisfit = error instanceof IntegratorError && ['file-encoding', 'file-nul-byte'].includes(error.code);
      if (!isMisfit) throw error;
      refusal ??= error;
    }
  }
  throw refusal;
}

async function guessIn(path: string, bytes: number, encoding: Guessed<Encoding>): Promise<FileGuess> {
  const dialect = await guessDialect((one) => readSample(path, encoding.value, one, SAMPLE));
  const { header, rows } = await readSample(path, encoding.value, dialect.value, SAMPLE);
  const fields = header.map((name, at) =>
    guessField(
      name,
      rows.map((row) => row[at] ?? ''),
    ),
  );
  const keys = guessKeys(
    fields.map(({ value }) => value),
    rows,
  );
  const draft = { name: basename(path), bytes, looked: rows.length, encoding, dialect };
  return { ...draft, ...(await settleGuess({ path, encoding: encoding.value, dialect: dialect.value, fields, keys })) };
}

async function readStart(path: string): Promise<[start: Buffer, bytes: number]> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() !== true) throw new UsageError(`There is no file ${path}.`);
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(START), 0, START, 0);
    return [buffer.subarray(0, bytesRead), found.size];
  } finally {
    await file.close();
  }
}
