import type { Request } from 'express';

import { addressOf } from './address-of.js';
import type { Authenticate } from './authenticate.js';
import { callerFor, type Identity } from './identity.js';
import type { MinuteLimit } from './minute-limit.js';
import { runNotFound } from '../require.js';
import type { Admit } from '../route.js';
import { runParams } from '../routes/parameters.js';
import { reaches, type Caller, type Role } from '../../model/caller.js';
import { IntegratorError } from '../../model/errors.js';
import type { Database } from '../../store/database.js';
import { findSiteOfRun } from '../../store/run-site.js';

export interface AdmitOptions {
  database: Database;
  authenticate: Authenticate;
  /** How often a caller may ask, where that is limited. */
  limit: MinuteLimit | undefined;
}

/** Whoever asks for what needs nothing. */
const ANYONE: Caller = { name: 'anyone', role: 'viewer', sites: [], grants: [] };

/** Lets those through who are known, do not ask too often, have the role, and reach the site of the address. */
export function createAdmit({ database, authenticate, limit }: AdmitOptions): Admit {
  return async (request, response, { needs, ofAllSites }) => {
    if (needs === 'nothing') {
      await limit?.count(addressOf(request), request, response);
      return ANYONE;
    }
    const identity = await authenticate(request, response);
    await limit?.count(`caller ${identity.account}`, request, response);
    const caller = requireRole(identity, needs);
    if (ofAllSites === true) requireAllSites(caller);
    await requireReach(database, caller, request.params);
    return caller;
  };
}

function requireRole(identity: Identity, needs: Role): Caller {
  const caller = callerFor(identity, needs);
  if (caller !== undefined) return caller;
  const has = identity.grants.map(({ role }) => role).join(', ') || 'none';
  const message = `This needs the role ${needs}; ${identity.name} has: ${has}. Ask an administrator.`;
  throw new IntegratorError('forbidden', message);
}

function requireAllSites({ name, role, sites }: Caller): void {
  if (sites === 'all') return;
  const message = `This is about all sites; ${name} has the role ${role} only for ${sites.join(', ')}.`;
  throw new IntegratorError('forbidden', message);
}

/** What is out of reach is answered the same whether it exists or not. */
async function requireReach(database: Database, caller: Caller, params: Request['params']): Promise<void> {
  const { name, role, sites } = caller;
  if (sites === 'all') return;
  const { site } = params;
  if (typeof site === 'string' && !reaches(caller, site)) {
    const message = `${name} has the role ${role} for ${sites.join(', ')}, and not for the site of this address.`;
    throw new IntegratorError('forbidden', message);
  }
  // What is no id of a run is refused where addresses are read.
  const { data } = runParams.safeParse(params);
  if (data === undefined) return;
  const siteOfRun = await findSiteOfRun(database, data.run);
  if (siteOfRun === undefined || !reaches(caller, siteOfRun)) throw await runNotFound(database, data.run);
}
