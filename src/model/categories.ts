import { z } from 'zod';

const value = z.union([z.string(), z.number().int()]);
const category = z.strictObject({ value, label: z.string().optional() });

/** The values a field may have, with labels for people (Table Schema `categories`). Read as a list of objects. */
export const categories = z
  .array(z.union([value, category]))
  .min(1)
  .transform((all) => all.map((one): z.output<typeof category> => (typeof one === 'object' ? one : { value: one })))
  .refine((all) => areDistinct(all.map((one) => one.value)), 'expected each value once')
  .refine((all) => areDistinct(all.flatMap(({ label }) => label ?? [])), 'expected each label once')
  .meta({ description: 'The values the field may have: values, or objects with a value and a label.' });

function areDistinct(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length;
}
