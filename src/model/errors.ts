/**
 * Every error the product throws on purpose: its code, the HTTP status it answers with, and whether trying again can
 * help. The code is also the `type` of Temporal's ApplicationFailure and the last part of the problem's `type` (RFC 9457).
 */
export const ERRORS = {
  // Something named does not exist.
  'site-not-found': { status: 404, title: 'Site not found' },
  'integration-not-found': { status: 404, title: 'Integration not found' },
  'integration-set-not-found': { status: 404, title: 'Integration set not found' },
  'schedule-not-found': { status: 404, title: 'Schedule not found' },
  'connection-not-found': { status: 404, title: 'Connection not found' },
  'notification-not-found': { status: 404, title: 'Notification not found' },
  'run-not-found': { status: 404, title: 'Run not found' },
  'file-not-found': { status: 404, title: 'File not found' },
  'reject-not-found': { status: 404, title: 'Reject not found' },
  'route-not-found': { status: 404, title: 'No such address' },

  // Who asks, and what he may.
  unauthenticated: { status: 401, title: 'A key or a token is needed' },
  forbidden: { status: 403, title: 'Not allowed' },
  'too-many-requests': { status: 429, title: 'Too many requests', retryable: true },
  'api-key-not-found': { status: 404, title: 'API key not found' },

  // What was sent cannot be understood.
  'method-not-allowed': { status: 405, title: 'Method not allowed' },
  'invalid-request': { status: 400, title: 'Invalid request' },
  'invalid-definition': { status: 422, title: 'Invalid definition' },
  'invalid-file-name': { status: 400, title: 'Invalid file name' },
  'reason-required': { status: 422, title: 'A reason is required' },
  'parameter-invalid': { status: 422, title: 'Invalid parameter' },
  'external-file-invalid': { status: 422, title: 'External file is missing or unknown' },
  'exclusion-invalid': { status: 422, title: 'Exclusion group does not fit' },
  'correction-invalid': { status: 422, title: 'Correction does not fit the rejects' },
  'idempotency-key-reused': { status: 422, title: 'Idempotency-Key used before for another request' },
  'body-too-slow': { status: 408, title: 'Body comes too slowly', retryable: true },
  'body-too-large': { status: 413, title: 'Body is too large' },

  // The state of a site or a run forbids it.
  'site-stopped': { status: 409, title: 'Site is stopped' },
  'site-stopping': { status: 409, title: 'Site is stopping' },
  'site-not-stopped': { status: 409, title: 'Site is not stopped' },
  'run-name-taken': { status: 409, title: 'Run Name is taken' },
  'run-ended': { status: 409, title: 'Run has ended' },
  'run-in-progress': { status: 409, title: 'Run is In-Progress' },
  'file-in-use': { status: 409, title: 'File name is in use' },
  'file-exists': { status: 409, title: 'A file of that name exists' },
  'reject-resolved': { status: 409, title: 'Reject is resolved or on its way' },
  'key-loaded-later': { status: 409, title: 'A later run has brought the key of a reject again' },

  // A member of a set does not run because of another one.
  'set-aborted': { status: 409, title: 'Integration set was aborted' },
  'previous-member-failed': { status: 409, title: 'The member before has not Completed' },

  // A fire of a schedule does not run.
  'previous-in-progress': { status: 409, title: 'Previous run is In-Progress' },
  'fire-missed': { status: 503, title: 'Missed while the service was down' },
  holiday: { status: 409, title: 'Holiday' },
  'schedule-disabled': { status: 409, title: 'Schedule is disabled' },
  'schedule-exists': { status: 409, title: 'A schedule of that name exists' },

  // A site that is not LIVE would write to an endpoint of a LIVE one.
  'connection-not-armed': { status: 409, title: 'Connection is not armed' },

  // A whole file is refused before anything is written.
  'file-format': { status: 415, title: 'File is of no format that is read' },
  'archive-invalid': { status: 422, title: 'Archive cannot be taken' },
  'decryption-failed': { status: 422, title: 'Cannot be decrypted' },
  'signature-invalid': { status: 422, title: 'File is not signed as required' },
  'key-invalid': { status: 422, title: 'PGP key is not usable' },
  'file-not-ready': { status: 409, title: 'File is not complete yet' },
  'file-too-large': { status: 413, title: 'File is too large' },
  'file-empty': { status: 422, title: 'File is empty' },
  'file-without-records': { status: 422, title: 'File has a header only' },
  'file-encoding': { status: 422, title: 'File does not fit its encoding' },
  'file-nul-byte': { status: 422, title: 'File contains NUL' },
  'file-changed': { status: 409, title: 'File has changed meanwhile' },
  'header-invalid': { status: 422, title: 'Header does not fit the schema' },
  'too-many-rejects': { status: 422, title: 'Too many records were refused' },
  'too-many-deletes': { status: 422, title: 'Too many records would be deleted' },
  'unusual-record-count': { status: 422, title: 'Unusual number of records' },
  'replace-with-rejects': { status: 422, title: 'Replace needs a file without rejects' },

  // The source of an export.
  'source-invalid': { status: 422, title: 'Source does not fit the integration' },

  // The target of an import, or the source of a file.
  'target-invalid': { status: 422, title: 'Target does not fit the integration' },
  'target-refused': { status: 422, title: 'Target refused the records' },
  'connection-invalid': { status: 422, title: 'Connection is not usable' },
  'secret-not-found': { status: 422, title: 'Secret not found' },
  'target-unavailable': { status: 503, title: 'Target is not reachable', retryable: true },

  // A run that ended from outside.
  halted: { status: 409, title: 'Halted' },
  superseded: { status: 409, title: 'A later attempt of this load took over' },
  'counts-differ': { status: 500, title: 'Counts do not add up' },

  // The service itself.
  'service-unavailable': { status: 503, title: 'Service is not ready', retryable: true },
  internal: { status: 500, title: 'Internal error', retryable: true },
} as const satisfies Record<string, { status: number; title: string; retryable?: true }>;

export type ErrorCode = keyof typeof ERRORS;

/** Thrown for every refusal the product makes on purpose; `message` says what, where, what was expected, what to do. */
export class IntegratorError extends Error {
  override readonly name = 'IntegratorError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    /** Facts for a program: paths, limits, holders. Never a secret, never a record's content. */
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

/** Whether `text` is one of our codes; a failure's type read back from Temporal may be anything. */
export function isErrorCode(text: unknown): text is ErrorCode {
  return typeof text === 'string' && Object.hasOwn(ERRORS, text);
}

/** Whether trying again can help. Bad input stays bad; a broken network may mend. */
export function isRetryable(code: ErrorCode): boolean {
  return 'retryable' in ERRORS[code];
}
