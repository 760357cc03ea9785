import type { Request } from 'express';

import { readYaml, UnreadableText, type ReadText } from './read-yaml.js';
import { formatBytes } from '../model/format-bytes.js';
import { IntegratorError, type ErrorCode } from '../model/errors.js';

/** A definition of any sensible size, in bytes: YAML made to be slow takes a second a megabyte. */
const MAX_BODY = 256 * 1024;

/**
 * Reads the body of a request, in JSON or YAML (of which JSON is a part).
 *
 * @throws IntegratorError `code`, with why it cannot be read and where.
 */
export async function readBody(
  request: Request,
  { code, what, optional = false }: { code: ErrorCode; what: string; optional?: boolean },
): Promise<ReadText> {
  const text = await textOf(request, MAX_BODY, 'Files are uploaded as such.');
  return parseText(text.trim() === '' && optional ? '{}' : text, code, what);
}

/**
 * The bytes of a body as they come.
 *
 * @param advice what to do about a body that is too large.
 * @throws IntegratorError `body-too-large` as soon as more than `maxBytes` have come.
 */
export async function* bytesOf(request: Request, maxBytes: number, advice: string): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) {
      throw new IntegratorError('body-too-large', `The body is larger than ${formatBytes(maxBytes)}. ${advice}`);
    }
    yield chunk;
  }
}

/** The body as text, whatever media type it says it is. */
export async function textOf(request: Request, maxBytes: number, advice: string): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of bytesOf(request, maxBytes, advice)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function parseText(text: string, code: ErrorCode, what: string): ReadText {
  try {
    return readYaml(text);
  } catch (error) {
    if (!(error instanceof UnreadableText)) throw error;
    const { message, place } = error;
    const errors = [{ path: '', message, ...place }];
    throw new IntegratorError(code, `The ${what} is neither JSON nor YAML: ${message}.`, { errors });
  }
}
