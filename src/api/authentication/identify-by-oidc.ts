import { errors, jwtVerify } from 'jose';
import { z } from 'zod';

import type { Identity } from './identity.js';
import { oidcGrants } from './oidc-grants.js';
import { createOidcKeys } from './oidc-keys.js';
import type { OidcSettings } from './oidc-settings.js';
import { IntegratorError } from '../../model/errors.js';

/** Signed with a private key of the issuer; never by nobody, or by a secret that we would have to have. */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
/** How far the clocks of the issuer and of this machine may differ, in seconds. */
const CLOCKS_DIFFER = 5;

/** A `sub` has 255 characters at most (OpenID Connect Core 1.0, section 2). */
const name = z.string().trim().min(1).max(255);

/**
 * Tells whose token of an identity provider a token is (OpenID Connect, RFC 9068).
 *
 * The function throws IntegratorError `unauthenticated` where it is not one of the issuer, for this API, and for now;
 * `service-unavailable` while the issuer's keys cannot be had.
 */
export function createOidcIdentification(settings: OidcSettings): (token: string) => Promise<Identity> {
  const { issuer, audience, rolesClaim } = settings;
  const keys = createOidcKeys(issuer);
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        clockTolerance: CLOCKS_DIFFER,
        requiredClaims: ['exp', 'sub'],
      });
      return { name: nameOf(payload), account: `sub ${payload.sub ?? ''}`, grants: oidcGrants(payload, rolesClaim) };
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error;
      const message = `The token is refused: ${error.message}. Expected one of ${issuer} for ${audience} that has not expired.`;
      throw new IntegratorError('unauthenticated', message);
    }
  };
}

/** As people know him, where the token tells. */
function nameOf({ preferred_username: username, email, sub }: Record<string, unknown>): string {
  for (const one of [username, email, sub]) {
    const { success, data } = name.safeParse(one);
    if (success) return data;
  }
  throw new IntegratorError('unauthenticated', 'The token is refused: it has no sub that could name anybody.');
}
