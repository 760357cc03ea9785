import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

import type { Api } from '../api.js';
import type { Resource } from '../live/use-resource.js';

/** What the bar above every page looks up, for the pages as well. */
export interface ShellResources {
  sites: Resource<{ items: Api['SiteInList'][] }>;
  /** The site of the page; no data on pages that are of none. */
  site: Resource<Api['Site'] | undefined>;
}

export const ShellData = createContext<ShellResources | undefined>(undefined);

/** @throws Error outside of the `Shell`. */
export function useShell(): ShellResources {
  const shell = useContext(ShellData);
  if (shell === undefined) throw new Error('useShell is for what is inside the Shell.');
  return shell;
}
