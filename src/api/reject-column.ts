import { z } from 'zod';

import { fieldType } from '../model/field.js';

/** A column of the file whose records were refused, as a grid needs it (`describeCorrectable`). */
export const rejectColumn = z.object({
  name: z.string(),
  fields: z.array(z.string()).meta({
    description: 'The fields that its text becomes, or is looked up for: reasons for them are about this column.',
  }),
  type: fieldType.meta({ description: 'Of its texts; any where no field is read from it.' }),
  required: z.boolean().meta({ description: 'Whether a record without a text here is refused.' }),
  format: z.string().optional().meta({ description: 'As in the schema of the integration.' }),
  pattern: z
    .string()
    .optional()
    .meta({ description: 'As in the schema; the mapping may trim a text or change its case first.' }),
  enum: z.array(z.string()).optional().meta({ description: 'The texts that stand for the allowed values.' }),
});
