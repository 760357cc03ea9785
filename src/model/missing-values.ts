import { z } from 'zod';

const entry = z.union([z.string(), z.strictObject({ value: z.string(), label: z.string().optional() })]);

/** Texts that mean: no value. An entry may have a label, which documents it and is not kept. */
export const missingValues = z
  .array(entry)
  .transform((entries) => entries.map((one) => (typeof one === 'string' ? one : one.value)))
  .refine((texts) => new Set(texts).size === texts.length, 'expected each text once')
  .meta({ description: 'Texts that mean: no value.' });
