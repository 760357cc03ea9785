import { z } from 'zod';

import { parameter } from './parameters.js';

// What imports and exports declare alike.

/** Parameters of an integration; a run gives them values. */
export const parameters = z
  .array(parameter)
  .default([])
  .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'expected each parameter once');

/** Fingerprint of an OpenPGP key, version 4 or 6; spaces do not count. */
export const fingerprint = z
  .string()
  .transform((text) => text.replaceAll(' ', '').toUpperCase())
  .pipe(z.string().regex(/^([0-9A-F]{40}|[0-9A-F]{64})$/, 'expected a fingerprint: 40 or 64 hexadecimal digits'));
