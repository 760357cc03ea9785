import type { z } from 'zod';

import { IntegratorError, type ErrorCode } from './errors.js';
import { findUnstorable } from './storable-text.js';

/** One thing that is wrong in what was given: where, and what was expected. */
export interface DefinitionIssue {
  /** `integrations.employees.schema.fields[2].type` */
  path: string;
  message: string;
}

/** What is said of a property that there is not. */
export const NO_SUCH_PROPERTY = 'there is no such property';

/** So many are told: nobody reads on, and an answer is not to be many times what was sent. */
const MOST_ISSUES = 100;

/**
 * Reads `given` by `schema`.
 *
 * @throws IntegratorError `code`, naming every part that is wrong with its path and what was expected.
 */
export function readBy<S extends z.ZodType>(schema: S, given: unknown, code: ErrorCode, what: string): z.output<S> {
  const result = schema.safeParse(given);
  const unstorable = findUnstorable(given);
  if (result.success && unstorable === undefined) return result.data;
  const issues = result.success ? [] : result.error.issues.flatMap((issue) => flatten(issue, issue.path));
  if (unstorable !== undefined) {
    issues.push({ path: formatPath(unstorable), message: 'expected text without NUL or broken characters' });
  }
  const errors = issues.slice(0, MOST_ISSUES);
  const named = errors.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
  if (issues.length > MOST_ISSUES) named.push(`and ${issues.length - MOST_ISSUES} more`);
  throw new IntegratorError(code, `The ${what} is not valid. ${named.join('; ')}.`, { errors });
}

/** A union reports its branches; the one that got furthest tells the reader most. */
function flatten(issue: z.core.$ZodIssue, path: PropertyKey[]): DefinitionIssue[] {
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const messages = issue.errors.flatMap((branch) => branch.map((one) => one.message));
    return [{ path: formatPath(path), message: [...new Set(messages)].join(', or ') }];
  }
  // The name of an entry, such as a connection's: its own issues tell what a name must be.
  if (issue.code === 'invalid_key') {
    return [{ path: formatPath(path), message: issue.issues.map((one) => one.message).join(', or ') }];
  }
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: formatPath([...path, key]), message: NO_SUCH_PROPERTY }));
  }
  return [{ path: formatPath(path), message: issue.message }];
}

function formatPath(path: PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}
