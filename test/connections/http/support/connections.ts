import type { ResolveSecret } from '../../../../src/connections/secret.js';
import { IntegratorError, type ErrorCode } from '../../../../src/model/errors.js';
import { httpConnection, type HttpConnection } from '../../../../src/model/http-connection.js';

/** A connection to a server of this machine. */
export function connectionTo(url: string, properties: Record<string, unknown> = {}): HttpConnection {
  return httpConnection.parse({ kind: 'http', url, allowPrivate: true, ...properties });
}

/** For connections without secrets. */
export const noSecrets: ResolveSecret = (reference) => {
  throw new Error(`${reference} is not expected to be asked for`);
};

export const running = new AbortController().signal;

/** Whether an error is one of ours, with that code and a message that fits. */
export const failing =
  (code: ErrorCode, message: RegExp) =>
  (error: unknown): boolean =>
    error instanceof IntegratorError && error.code === code && message.test(error.message);
