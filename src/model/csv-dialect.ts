import { z } from 'zod';

const character = z
  .string()
  .length(1, 'expected one character')
  .refine((text) => !'\r\n\0'.includes(text), 'expected a character that ends no line');

/** How a CSV file is written: the Frictionless CSV Dialect (https://specs.frictionlessdata.io/csv-dialect/). */
export const csvDialect = z
  .strictObject({
    delimiter: character.default(',').meta({ description: 'Between two fields.' }),
    quoteChar: character
      .default('"')
      .meta({ description: 'Around a field that contains a delimiter, a quote or a line end.' }),
    doubleQuote: z.boolean().default(true).meta({ description: 'A quote inside a quoted field is written twice.' }),
    escapeChar: character.optional().meta({ description: 'Escapes a quote instead of doubling it.' }),
    nullSequence: z.string().optional().meta({ description: 'A field that reads so has no value.' }),
    skipInitialSpace: z.boolean().default(false).meta({ description: 'Spaces after a delimiter do not count.' }),
    commentChar: character.optional().meta({ description: 'A line that begins so is no record.' }),
    header: z.boolean().default(true).meta({ description: 'The first line names the fields.' }),
  })
  .refine((dialect) => dialect.delimiter !== dialect.quoteChar, {
    path: ['delimiter'],
    message: 'expected a delimiter that differs from quoteChar',
  })
  .refine(({ escapeChar, delimiter }) => escapeChar !== delimiter, {
    path: ['escapeChar'],
    message: 'expected an escapeChar that differs from delimiter',
  })
  .refine(({ commentChar, delimiter, quoteChar }) => commentChar !== delimiter && commentChar !== quoteChar, {
    path: ['commentChar'],
    message: 'expected a commentChar that differs from delimiter and quoteChar',
  });

export type CsvDialect = z.output<typeof csvDialect>;
