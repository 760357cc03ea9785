import type { Authenticate } from './authenticate.js';
import { FailedAttempts } from './failed-attempts.js';
import { identifyByKey, KEY_PREFIX } from './identify-by-key.js';
import { createOidcIdentification } from './identify-by-oidc.js';
import type { Identity } from './identity.js';
import type { OidcSettings } from './oidc-settings.js';
import { tokenOf } from './token-of.js';
import { IntegratorError } from '../../model/errors.js';
import type { Database } from '../../store/database.js';

/** Knows callers by an API key, or by a token of the identity provider where there is one. */
export function createTokenAuthentication(database: Database, oidc: OidcSettings | undefined): Authenticate {
  const attempts = new FailedAttempts();
  const identifyByOidc = oidc === undefined ? refuseOthers : createOidcIdentification(oidc);
  return async (request, response) => {
    const token = tokenOf(request);
    return attempts.guard(token, request, response, () =>
      token.startsWith(KEY_PREFIX) ? identifyByKey(database, token) : identifyByOidc(token),
    );
  };
}

function refuseOthers(): Promise<Identity> {
  const message = `The token is no API key: those start with ${KEY_PREFIX}. For tokens of an identity provider, start the API with INTEGRATOR_OIDC_ISSUER.`;
  return Promise.reject(new IntegratorError('unauthenticated', message));
}
