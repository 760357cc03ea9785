import '../styles/shell.css';

import type { ComponentChildren } from 'preact';
import { useLocation } from 'preact-iso';
import { useEffect } from 'preact/hooks';

import { api } from '../api.js';
import { answerOf } from '../../client/create-client.js';
import { SiteEventsProvider } from '../live/site-events.js';
import { useRefreshOn } from '../live/use-refresh-on.js';
import { useResource } from '../live/use-resource.js';
import { ShellData } from './shell-data.js';
import { siteOf } from './site-of.js';
import { TopBar } from './top-bar.js';

/** The bar above every page, and what pages of a site have in common: the site, and what happens there. */
export function Shell({ children }: { children: ComponentChildren }) {
  const { path } = useLocation();
  const site = siteOf(path);
  return (
    <SiteEventsProvider site={site}>
      <WithSite site={site}>{children}</WithSite>
    </SiteEventsProvider>
  );
}

function WithSite({ site: id, children }: { site: string | undefined; children: ComponentChildren }) {
  const sites = useResource((signal) => answerOf(api.GET('/api/v1/sites', { signal })), []);
  const site = useResource(async (signal) => (id === undefined ? undefined : readSite(id, signal)), [id]);
  useRefreshOn('site', () => {
    site.refresh();
    sites.refresh();
  });
  useRefreshOn('run', site.refresh);
  useRefreshOn('definition', site.refresh);
  useRefreshOn('schedule', site.refresh);
  useEffect(() => {
    document.title = id === undefined ? 'Temporal Integrator' : `${id} · Temporal Integrator`;
  }, [id]);
  return (
    <ShellData.Provider value={{ sites, site }}>
      <a class="visually-hidden skip" href="#main">
        Skip to the page
      </a>
      <TopBar site={id} />
      <main class="page" id="main" tabIndex={-1}>
        {children}
      </main>
    </ShellData.Provider>
  );
}

function readSite(site: string, signal: AbortSignal) {
  return answerOf(api.GET('/api/v1/sites/{site}', { params: { path: { site } }, signal }));
}
