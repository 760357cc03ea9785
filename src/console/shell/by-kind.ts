import type { Api } from '../api.js';

const KINDS = ['LIVE', 'STAGE', 'DEV'] as const;

interface SitesOfKind {
  kind: (typeof KINDS)[number];
  sites: Api['SiteInList'][];
}

/** Sites by their kind, LIVE first; kinds of which there is none are left out. */
export function byKind(sites: readonly Api['SiteInList'][]): SitesOfKind[] {
  return KINDS.map((kind) => ({ kind, sites: sites.filter((site) => site.kind === kind) })).filter(
    ({ sites: { length } }) => length > 0,
  );
}
