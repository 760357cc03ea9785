import type { z } from 'zod';

import { IntegratorError } from '../model/errors.js';
import { findUnstorable } from '../model/storable-text.js';

/** Where the next page of a list begins, as an opaque text. */
export function writeCursor(position: unknown): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** @throws IntegratorError `invalid-request` for a text that is none of ours. */
export function readCursor<Position extends z.ZodType>(text: string, schema: Position): z.output<Position> {
  try {
    const position: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (findUnstorable(position) === undefined) return schema.parse(position);
  } catch {
    // Neither is it one of ours.
  }
  throw new IntegratorError('invalid-request', 'The cursor is none this list gave: take `next` of the page before.');
}
