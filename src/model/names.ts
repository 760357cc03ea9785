import { z } from 'zod';

/** A site's name: `LIVE`, `STAGE`, `DEV`. It becomes part of a workflow id and of addresses. */
export const siteId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/, 'expected letters, digits, - and _ (at most 63), such as LIVE');

/** The name of an integration, a connection or a set within its site. */
export const definitionName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,126}$/, 'expected letters, digits, -, _ and . (at most 127), such as employees');

/** A Run Name: any text of one line, without control characters. */
export const runName = z
  .string()
  .trim()
  .min(1, 'expected a name')
  .max(200)
  .regex(/^[^\p{Cc}]*$/u, 'expected no control characters');

/** A file's name as an upload or a source gives it: no folders, nothing hidden, nothing a file system refuses. */
export const fileName = z
  .string()
  .max(200)
  .regex(/^(?!\.)[^\p{Cc}/\\:*?"<>|]+$/u, 'expected a plain file name without folders, such as employees.csv');
