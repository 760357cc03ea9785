import { IntegratorError, isErrorCode } from '../../model/errors.js';

/** An error as it is logged. One that was foreseen has a code, and no stack: what it says is enough. */
export interface DescribedError {
  code?: string;
  message: string;
  stack?: string;
}

/** Also of an error that comes from elsewhere, such as a workflow's sandbox: it is known by its shape. */
export function describeError(error: unknown): DescribedError {
  if (!isErrorLike(error)) return { message: String(error) };
  const { message } = error;
  const code = codeOf(error);
  if (code !== undefined) return { code, message };
  return { message, ...(error.stack === undefined ? {} : { stack: error.stack }) };
}

interface ErrorLike {
  message: string;
  stack?: string | undefined;
  /** Of a failure of Temporal's: one of our codes, where we threw it. */
  type?: unknown;
}

function isErrorLike(error: unknown): error is ErrorLike {
  return typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string';
}

/** `internal` is nothing anybody foresaw. */
function codeOf(error: ErrorLike): string | undefined {
  const code = error instanceof IntegratorError ? error.code : error.type;
  return isErrorCode(code) && code !== 'internal' ? code : undefined;
}
