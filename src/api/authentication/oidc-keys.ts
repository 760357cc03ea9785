import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';

import { IntegratorError } from '../../model/errors.js';

/** How long the provider may take to answer, in milliseconds. */
const ANSWER_WITHIN = 5000;
/** How long a key that is not among the provider's is not asked for again, in milliseconds. */
const ASK_AGAIN_AFTER = 5000;

const metadata = z.object({ issuer: z.string(), jwks_uri: z.url() });

/**
 * Finds the public key a token says it is signed with, among those that its issuer publishes (OpenID Connect Discovery
 * 1.0). They are fetched when first needed, every ten minutes, and when a token names one that is not among them, since
 * issuers change their keys.
 *
 * The function throws jose's errors where there is no such key, and IntegratorError `service-unavailable` while the
 * issuer cannot be asked.
 */
export function createOidcKeys(issuer: string): JWTVerifyGetKey {
  let keys: JWTVerifyGetKey | undefined;
  return async (header, token) => {
    try {
      keys ??= createRemoteJWKSet(await discoverKeys(issuer), {
        timeoutDuration: ANSWER_WITHIN,
        cooldownDuration: ASK_AGAIN_AFTER,
      });
      return await keys(header, token);
    } catch (error) {
      if (isOfTheToken(error)) throw error;
      // The keys may have moved: next time they are looked for anew.
      keys = undefined;
      const why = error instanceof Error ? error.message : String(error);
      const message = `The identity provider ${issuer} cannot be asked for its keys (${why}). Try again when it is back.`;
      throw new IntegratorError('service-unavailable', message);
    }
  };
}

function isOfTheToken(error: unknown): boolean {
  const { JWKSNoMatchingKey, JWKSMultipleMatchingKeys, JOSENotSupported } = errors;
  return [JWKSNoMatchingKey, JWKSMultipleMatchingKeys, JOSENotSupported].some((one) => error instanceof one);
}

async function discoverKeys(issuer: string): Promise<URL> {
  const answer = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
    signal: AbortSignal.timeout(ANSWER_WITHIN),
    redirect: 'error',
  });
  if (!answer.ok) throw new Error(`its configuration answers ${answer.status}`);
  const { issuer: named, jwks_uri: address } = metadata.parse(await answer.json());
  if (named !== issuer) throw new Error(`it calls itself ${named}`);
  return new URL(address);
}
