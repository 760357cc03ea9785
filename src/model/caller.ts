import { z } from 'zod';

import { siteId } from './names.js';

/** What a caller may do; each may also do what the one before it may. */
export const role = z.enum(['viewer', 'operator', 'admin']);
export type Role = z.output<typeof role>;

/** The sites a caller may reach. */
export const siteScope = z.union([z.literal('all'), z.array(siteId).min(1)]);
export type SiteScope = z.output<typeof siteScope>;

/** Something a caller may do, and where. */
export const grant = z.object({ role, sites: siteScope });
export type Grant = z.output<typeof grant>;

/** Who asks, as the log of a site, its audit and its runs name him. */
export interface Caller {
  name: string;
  /** The highest he has on any of the sites. */
  role: Role;
  /** Where he may do what the route needs. */
  sites: SiteScope;
  /** All he may do: perhaps one role on all sites, and a higher one on some. */
  grants: readonly Grant[];
}

/** Whether a caller of one role may do what needs another. */
export function mayAct(has: Role, needs: Role): boolean {
  return role.options.indexOf(has) >= role.options.indexOf(needs);
}

/** Whether the caller may reach the site. */
export function reaches({ sites }: Caller, site: string): boolean {
  return sites === 'all' || sites.includes(site);
}
