import { ERRORS, isRetryable, type ErrorCode } from '../../../../src/model/errors.js';
import { table } from './table.js';

/** docs/reference/errors.md: every code of src/model/errors.ts. */
export function describeErrors(): string {
  const rows = Object.entries(ERRORS).map(([code, { status, title }]) => [
    `\`${code}\``,
    String(status),
    title,
    isRetryable(code as ErrorCode) ? 'yes' : '',
  ]);
  return [
    '# Errors: every code',
    'A code is the `code` of a problem detail over HTTP, the last part of its `type`, the `code` of a run that is Failed or Not Run, and the type of the failure in the Temporal Web UI. Its words tell what happened, where, what was expected and what to do. Where trying again can help, the service does so by itself within a run; over HTTP it is for the caller to do. They are kept in [src/model/errors.ts](../../src/model/errors.ts).',
    table(['code', 'status over HTTP', 'title', 'trying again can help'], rows),
    'What is wrong with one record is no error but a reject with a code of its own, such as `required` or `pattern`: [imports.md](../imports.md).',
  ].join('\n\n');
}
