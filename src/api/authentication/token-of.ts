import type { Request } from 'express';

import { IntegratorError } from '../../model/errors.js';

/**
 * The token of a request: `Authorization: Bearer …` (RFC 6750). For what only reads also the password of
 * `Authorization: Basic …` (RFC 7617), with any user name: calendar programs that subscribe to a feed know no other way.
 * Never for what changes something, as a browser that has such a password sends it for whoever asks.
 *
 * @throws IntegratorError `unauthenticated` where there is none.
 */
export function tokenOf({ method, headers: { authorization = '' } }: Pick<Request, 'method' | 'headers'>): string {
  const token =
    /^Bearer +(\S+) *$/i.exec(authorization)?.[1] ?? (method === 'GET' ? passwordOf(authorization) : undefined);
  if (token !== undefined) return token;
  const message =
    'The request has no key. Send an API key or a token of your identity provider as Authorization: Bearer.';
  throw new IntegratorError('unauthenticated', message);
}

function passwordOf(authorization: string): string | undefined {
  const encoded = /^Basic +([\w+/]+=*) *$/i.exec(authorization)?.[1] ?? '';
  return /:(\S+)$/.exec(Buffer.from(encoded, 'base64').toString())?.[1];
}
