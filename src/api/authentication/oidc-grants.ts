import { z } from 'zod';

import { grant, type Grant } from '../../model/caller.js';

/** `integrator:operator`, `integrator:operator:LIVE` */
const OURS = /^integrator:([^:]+)(?::(.*))?$/;

const roles = z.union([z.array(z.string()), z.string().transform((text) => text.split(/\s+/))]);

/**
 * What the roles of a token grant here. Roles that are not ours grant nothing.
 *
 * @param claims of the token.
 * @param claim the one that has the roles, as a list or as a text with spaces between: its name, or else the way to it,
 *   such as `realm_access.roles`.
 */
export function oidcGrants(claims: Record<string, unknown>, claim: string): Grant[] {
  const { data = [] } = roles.safeParse(claims[claim] ?? follow(claims, claim.split('.')));
  return data.flatMap((text) => grantOf(text) ?? []);
}

function grantOf(text: string): Grant | undefined {
  const [, granted, site] = OURS.exec(text) ?? [];
  return grant.safeParse({ role: granted, sites: site === undefined ? 'all' : [site] }).data;
}

function follow(from: unknown, way: readonly string[]): unknown {
  const [name, ...rest] = way;
  if (name === undefined || typeof from !== 'object' || from === null) return way.length === 0 ? from : undefined;
  return follow((from as Record<string, unknown>)[name], rest);
}
