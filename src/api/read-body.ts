import type { Request } from 'express';
import { parse, YAMLParseError } from 'yaml';
import type { z } from 'zod';

import { formatBytes } from '../model/byte-size.js';
import { readBy } from '../model/definition-issues.js';
import { IntegratorError, type ErrorCode } from '../model/errors.js';

/** A definition of any sensible size, in bytes: YAML made to be slow takes a second a megabyte. */
const MAX_BODY = 256 * 1024;
/** So many aliases no definition needs; more are a bomb. */
const MAX_ALIASES = 100;

/**
 * Reads the body of a request, in JSON or YAML (of which JSON is a part), by a schema.
 *
 * @throws IntegratorError `code`, with what is wrong and where.
 */
export async function readBody<Body extends z.ZodType>(
  request: Request,
  { schema, code, what, optional = false }: { schema: Body; code: ErrorCode; what: string; optional?: boolean },
): Promise<z.output<Body>> {
  const text = await textOf(request, MAX_BODY, 'Files are uploaded as such.');
  const given = text.trim() === '' && optional ? {} : parseText(text, code, what);
  return readBy(schema, given, code, what);
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

function parseText(text: string, code: ErrorCode, what: string): unknown {
  try {
    return parse(text, { maxAliasCount: MAX_ALIASES, prettyErrors: true, schema: 'core' });
  } catch (error) {
    if (!(error instanceof YAMLParseError) && !(error instanceof ReferenceError)) throw error;
    const [firstLine = ''] = error.message.split('\n');
    throw new IntegratorError(code, `The ${what} is neither JSON nor YAML: ${firstLine.replace(/:$/, '')}.`);
  }
}
