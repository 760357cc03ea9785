import { z } from 'zod';

const character = z
  .string()
  .length(1, 'expected one character')
  .refine((text) => !'\r\n\0'.includes(text), 'expected a character that ends no line');

const row = z.number().int().positive();

/**
 * How a CSV file is written: the Frictionless CSV Dialect (https://specs.frictionlessdata.io/csv-dialect/), with
 * `headerRows`, `headerJoin` and `commentRows` of its successor, the Table Dialect
 * (https://datapackage.org/standard/table-dialect/). A row number is that of a line of the file, as an editor counts.
 */
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
    commentRows: z.array(row).default([]).meta({ description: 'Lines that are no records, counted from 1.' }),
    header: z.boolean().default(true).meta({ description: 'The first line names the fields.' }),
    headerRows: z
      .array(row)
      .min(1)
      .refine((rows) => rows.every((line, index) => index === 0 || line > (rows[index - 1] ?? 0)), {
        message: 'expected line numbers in rising order',
      })
      .optional()
      .meta({
        description:
          'The lines that name the fields, counted from 1; what stands before and between them is passed over. Default: the first that is not blank.',
      }),
    headerJoin: z
      .string()
      .default(' ')
      .meta({ description: 'Stands between the parts of a name that comes from several headerRows.' }),
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
  })
  .refine(({ header, headerRows }) => header || headerRows === undefined, {
    path: ['headerRows'],
    message: 'expected no headerRows where header is false',
  });

export type CsvDialect = z.output<typeof csvDialect>;
