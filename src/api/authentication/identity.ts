import { mayAct, type Caller, type Grant, type Role } from '../../model/caller.js';

/** Who sends a request, and all he may do: a token may grant one role on all sites and a higher one on some. */
export interface Identity {
  name: string;
  /** Tells apart who have the same name. */
  account: string;
  grants: readonly Grant[];
}

/** The caller a route sees that needs `needs`: on all sites where he may do that. Nothing where there is none. */
export function callerFor({ name, grants }: Omit<Identity, 'account'>, needs: Role): Caller | undefined {
  const [first, ...others] = grants.filter(({ role }) => mayAct(role, needs));
  if (first === undefined) return undefined;
  return { name, ...others.reduce(both, first), grants };
}

/** On the sites of both, what either grants there. */
function both(one: Grant, other: Grant): Grant {
  return {
    role: mayAct(one.role, other.role) ? other.role : one.role,
    sites: one.sites === 'all' || other.sites === 'all' ? 'all' : [...new Set([...one.sites, ...other.sites])],
  };
}
