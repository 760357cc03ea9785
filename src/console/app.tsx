import { ErrorBoundary, lazy, LocationProvider, Route, Router } from 'preact-iso';

import { Messages } from './parts/messages.js';
import { NotFoundPage } from './pages/not-found-page.js';
import { IntegrationsPage } from './pages/integrations/integrations-page.js';
import { RunPage } from './pages/run/run-page.js';
import { SchedulesPage } from './pages/schedules/schedules-page.js';
import { SitePage } from './pages/sites/site-page.js';
import { SitesPage } from './pages/sites/sites-page.js';
import { CallerGate } from './shell/caller-gate.js';
import { Shell } from './shell/shell.js';

// It brings the editor: most visits do without.
const DefinitionsPage = lazy(() =>
  import('./pages/definitions/definitions-page.js').then(({ DefinitionsPage: page }) => page),
);
const NewSitePage = lazy(() => import('./pages/definitions/new-site-page.js').then(({ NewSitePage: page }) => page));

/** The console: each page has an address of its own, and a reload of it shows the same again. */
export function App() {
  return (
    <LocationProvider>
      <Messages>
        <CallerGate>
          <Shell>
            <ErrorBoundary>
              <Router>
                <Route path="/" component={SitesPage} />
                <Route path="/new-site" component={NewSitePage} />
                <Route path="/sites/:site" component={SitePage} />
                <Route path="/sites/:site/integrations" component={IntegrationsPage} />
                <Route path="/sites/:site/schedules" component={SchedulesPage} />
                <Route path="/sites/:site/schedules/:schedule" component={SchedulesPage} />
                <Route path="/sites/:site/definitions/:place*" component={DefinitionsPage} />
                <Route path="/sites/:site/runs/:run" component={RunPage} />
                <Route path="/sites/:site/runs/:run/:part" component={RunPage} />
                <Route default component={NotFoundPage} />
              </Router>
            </ErrorBoundary>
          </Shell>
        </CallerGate>
      </Messages>
    </LocationProvider>
  );
}
