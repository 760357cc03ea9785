import { IntegratorError } from '../../model/errors.js';
import type { Encoding } from '../../model/encoding.js';
import { suggestEncoding } from './suggest-encoding.js';

/** Where the bytes of a file do not fit its encoding. */
export interface Misfit {
  declared: Encoding;
  /** What stands there, in words. */
  found: string;
  byteOffset: number;
  line: number;
  /** The bytes of which a hint is made. */
  bytes: Buffer;
  /** Whether the file begins with them. Default: no. */
  first?: boolean;
}

/** `file-encoding`: bytes that are no text in the declared encoding. */
export function misfit({ declared, found, byteOffset, line, bytes, first = false }: Misfit): IntegratorError {
  const advice =
    suggestEncoding(bytes, declared, first) ?? `save the file as ${declared}, or set encoding to what it is`;
  const message = `expected ${declared}, found ${found} at byte ${byteOffset}, line ${line}; ${advice}`;
  return new IntegratorError('file-encoding', message, { byteOffset, line, encoding: declared });
}

/** `file-nul-byte`: NUL is a character of every encoding, but stands in no text. */
export function nulByte({ declared, byteOffset, line, bytes, first = false }: Omit<Misfit, 'found'>): IntegratorError {
  const advice = suggestEncoding(bytes, declared, first) ?? `save the file as text`;
  const message = `found NUL (0x00) at byte ${byteOffset}, line ${line}; ${advice}`;
  return new IntegratorError('file-nul-byte', message, { byteOffset, line });
}
