import type { Request, Response } from 'express';

import type { Identity } from './identity.js';

/**
 * Tells who sends a request, by its headers alone.
 *
 * @throws IntegratorError `unauthenticated`; `too-many-requests` after too many of those; `service-unavailable` while it
 *   cannot be told.
 */
export type Authenticate = (request: Request, response: Response) => Promise<Identity>;
