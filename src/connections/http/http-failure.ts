import { IntegratorError, type ErrorCode } from '../../model/errors.js';

/** What each failure of a connection means, by its code (Node's, OpenSSL's, undici's); the first that fits. */
const MEANINGS: readonly [RegExp, ErrorCode, (error: Error, seconds: number) => string][] = [
  [
    /^(CERT_|CRL_|DEPTH_ZERO_SELF|SELF_SIGNED|UNABLE_TO_(GET|VERIFY|DECRYPT)|INVALID_CA|ERR_TLS_CERT|HOSTNAME_MISMATCH)/,
    'connection-invalid',
    ({ message }) =>
      `shows a certificate that is not trusted: ${message}. Give it one of a known authority, or start the worker with NODE_EXTRA_CA_CERTS`,
  ],
  [
    /^ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG)$/,
    'connection-invalid',
    () => 'does not speak TLS. Correct the url of this connection: is it http://?',
  ],
  [/^ENOTFOUND$/, 'target-unavailable', () => 'is not reachable: there is no host of that name'],
  [/^UND_ERR_CONNECT_TIMEOUT$/, 'target-unavailable', (_, seconds) => `did not let us connect within ${seconds} s`],
  [/^UND_ERR_HEADERS_TIMEOUT$/, 'target-unavailable', (_, seconds) => `did not answer within ${seconds} s`],
  [
    /^UND_ERR_BODY_TIMEOUT$/,
    'target-unavailable',
    (_, seconds) => `stopped in the middle of its answer for ${seconds} s`,
  ],
  [
    /^(UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|ECONNRESET|EPIPE)$/,
    'target-unavailable',
    () => 'closed the connection before its answer was complete',
  ],
  [/^(HPE_|UND_ERR_HEADERS_OVERFLOW)/, 'target-unavailable', () => 'answered something that is not HTTP'],
  [/^(E[A-Z]|ERR_SSL_|ERR_TLS_)/, 'target-unavailable', (error) => `is not reachable: ${saidBy(error)}`],
];

/**
 * What a failure to speak with an endpoint means for a run. Anything else is given back as it is.
 *
 * @param where what may be shown of the address.
 * @param seconds the time limit of the connection.
 */
export function describeHttpFailure(error: unknown, where: string, seconds: number): unknown {
  if (error instanceof IntegratorError || !(error instanceof Error)) return error;
  const failure = codeOf(error);
  const meaning = MEANINGS.find(([codes]) => codes.test(failure));
  if (meaning === undefined) return error;
  const [, code, describe] = meaning;
  return new IntegratorError(code, `${where} ${describe(error, seconds)}.`, { failure });
}

function codeOf(error: Error): string {
  if (error.name === 'HTTPParserError') return 'HPE_';
  const { code } = error as NodeJS.ErrnoException;
  // Node gives one AggregateError for all addresses of a host.
  return typeof code === 'string' ? code : error instanceof AggregateError ? 'ECONNREFUSED' : '';
}

function saidBy(error: Error): string {
  return error instanceof AggregateError ? error.errors.map((one: Error) => one.message).join('; ') : error.message;
}
