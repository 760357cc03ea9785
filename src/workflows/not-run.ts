import { NO_RECORDS } from '../model/run-counts.js';
import { nameOfRequested, type AnyRunRequest } from '../model/run-request.js';
import type { RunResult } from './messages.js';
import type { SiteState } from './site-state.js';

/** What is said of a fire while its site is not Running; it does not run later by itself. */
export function notRun(site: SiteState, request: AnyRunRequest): RunResult {
  const { name, integrator, reason } = site;
  const why = reason === undefined ? '' : ` (${reason})`;
  return {
    name: nameOfRequested(request),
    status: 'Not Run',
    counts: NO_RECORDS,
    code: refusalCode(site),
    reason: `Site ${name} was ${integrator.toLowerCase()}${why}.`,
  };
}

/** Why a site that is not Running lets nothing through. */
export function refusalCode(site: SiteState): 'site-stopping' | 'site-stopped' {
  return site.is('Stopping') ? 'site-stopping' : 'site-stopped';
}
