import { z } from 'zod';

/** A table's name, with or without its schema: `employee`, `hr.employee`. */
export const tableName = z
  .string()
  .regex(/^[^.\s"]{1,63}(\.[^.\s"]{1,63})?$/, 'expected a table such as employee or hr.employee');
