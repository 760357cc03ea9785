import '../../styles/sites.css';

import { Empty } from '../../parts/empty.js';
import { ProblemNote } from '../../parts/problem-note.js';
import { byKind } from '../../shell/by-kind.js';
import { useMay } from '../../shell/caller.js';
import { useShell } from '../../shell/shell-data.js';
import { SiteCard } from './site-card.js';
import { useRefreshEvery } from '../../live/use-refresh-every.js';

/** How often the list is looked at again, in milliseconds: it is of many sites, and events are of one. */
const EVERY = 5000;

/** All sites, each with its state. */
export function SitesPage() {
  const { data, problem, refresh } = useShell().sites;
  const mayMake = useMay('admin', undefined);
  useRefreshEvery(EVERY, refresh);
  return (
    <>
      <div class="row apart">
        <h1>Sites</h1>
        {mayMake && (
          <a class="button" href="/new-site">
            New site
          </a>
        )}
      </div>
      <ProblemNote problem={problem} onRetry={refresh} />
      {data?.items.length === 0 && <NoSites mayMake={mayMake} />}
      <ul class="sites-list">
        {byKind(data?.items ?? []).map(({ sites }) =>
          sites.map((site) => (
            <li key={site.site}>
              <SiteCard site={site} />
            </li>
          )),
        )}
      </ul>
    </>
  );
}

function NoSites({ mayMake }: { mayMake: boolean }) {
  if (!mayMake) {
    return (
      <Empty title="There is no site that you reach">
        <p>An admin gives your key the sites it is for.</p>
      </Empty>
    );
  }
  return (
    <Empty title="There is no site yet">
      <p>A site is a place that data is exchanged with, such as LIVE or STAGE. Make the first from a file:</p>
      <code>npx integrator apply -f site.yaml</code>
      <p>
        or <a href="/new-site">make a new site here</a>.
      </p>
    </Empty>
  );
}
