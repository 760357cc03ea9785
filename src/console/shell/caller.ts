import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

type Role = 'viewer' | 'operator' | 'admin';

/** Who uses the console, as `GET /caller` says. */
export interface Caller {
  name: string;
  authentication: 'none' | 'required';
  grants: { role: Role; sites: 'all' | string[] }[];
}

const RANKS: Record<Role, number> = { viewer: 1, operator: 2, admin: 3 };

export const WhoAsks = createContext<Caller>({ name: '', authentication: 'none', grants: [] });

export function useCaller(): Caller {
  return useContext(WhoAsks);
}

/** Whether who uses the console may do there what needs a role. What he may not is shown, and cannot be pressed. */
export function useMay(role: Role, site: string | undefined): boolean {
  const { grants } = useCaller();
  return grants.some(
    (grant) =>
      RANKS[grant.role] >= RANKS[role] && (grant.sites === 'all' || (site !== undefined && grant.sites.includes(site))),
  );
}
