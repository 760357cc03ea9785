import type { Express } from 'express';
import helmet from 'helmet';

import { createAdmit } from './admit.js';
import { createTokenAuthentication } from './authenticate-by-token.js';
import type { AuthenticationSettings } from './authentication-settings.js';
import type { Authenticate } from './authenticate.js';
import { MinuteLimit } from './minute-limit.js';
import { refuseOtherOrigins } from './refuse-other-origins.js';
import { refuseSlowSenders } from './refuse-slow-senders.js';
import type { Admit } from '../route.js';
import type { Database } from '../../store/database.js';

/** Whoever reaches an API that asks for no authentication. */
const authenticateAnybody: Authenticate = () =>
  Promise.resolve({ name: 'api', account: 'anybody', grants: [{ role: 'admin', sites: 'all' }] });

/** Sets the app up so that it answers only whom it should, with headers that keep browsers from helping anybody else. */
export function protect(app: Express, database: Database, settings: AuthenticationSettings): Admit {
  const { mode, oidc, requestsAMinute, trustedProxies } = settings;
  app.disable('x-powered-by');
  app.set('trust proxy', trustedProxies);
  app.use(
    helmet({
      // Answers are data: nothing of them is to be shown, framed, or fetched from elsewhere.
      contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
      // A matter of whoever ends TLS, and of his other servers.
      strictTransportSecurity: false,
    }),
  );
  app.use((_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  app.use(refuseSlowSenders());
  if (mode === 'none') app.use(refuseOtherOrigins);
  return createAdmit({
    database,
    authenticate: mode === 'none' ? authenticateAnybody : createTokenAuthentication(database, oidc),
    limit: requestsAMinute === undefined ? undefined : new MinuteLimit({ most: requestsAMinute, what: 'requests' }),
  });
}
