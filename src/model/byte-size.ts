import { z } from 'zod';

import { BYTE_UNITS } from './format-bytes.js';

/** A size in bytes, written as a number or with a unit: `1MB`, `512kB`. Units are powers of 1024, as PostgreSQL's are. */
export const byteSize = z
  .union([
    z.number().int().positive(),
    z.string().regex(/^\d+ ?(B|kB|MB|GB)$/, 'expected a size such as 512kB, 1MB or 2GB'),
  ])
  .transform((size) => (typeof size === 'number' ? size : bytesOf(size)))
  .refine((bytes) => bytes > 0, 'expected more than 0 bytes')
  .meta({ description: 'A size in bytes, or with a unit: 512kB, 1MB, 2GB (1 MB is 1,048,576 bytes).' });

function bytesOf(size: string): number {
  const unit = /[A-Za-z]+$/.exec(size)?.[0] as keyof typeof BYTE_UNITS;
  return Number.parseInt(size, 10) * BYTE_UNITS[unit];
}
