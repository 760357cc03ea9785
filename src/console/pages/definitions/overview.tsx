import { answerOf } from '../../../client/create-client.js';
import { api } from '../../api.js';
import { useRefreshOn } from '../../live/use-refresh-on.js';
import { useResource } from '../../live/use-resource.js';
import { ProblemNote } from '../../parts/problem-note.js';
import { useMay } from '../../shell/caller.js';
import { DefinitionList } from './definition-list.js';
import { definitionsOf } from './definition.js';
import { SiteConnections } from './site-connections.js';
import { SiteSummary } from './site-summary.js';

/** All that is defined of a site: its integrations, its sets, and the site itself. */
export function Overview({ site }: { site: string }) {
  const params = { path: { site } };
  const integrations = useResource(
    (signal) => answerOf(api.GET('/api/v1/sites/{site}/integrations', { params, signal })),
    [site],
  );
  const sets = useResource(
    (signal) => answerOf(api.GET('/api/v1/sites/{site}/integration-sets', { params, signal })),
    [site],
  );
  useRefreshOn('definition', () => {
    integrations.refresh();
    sets.refresh();
  });
  const mayMake = useMay('admin', site);
  return (
    <>
      <div class="row apart">
        <h1>Definitions</h1>
        {mayMake && (
          <div class="row">
            <a class="button" href={`${definitionsOf(site)}/new-integration`}>
              New integration
            </a>
            <a class="button" href={`${definitionsOf(site)}/new-set`}>
              New set
            </a>
          </div>
        )}
      </div>
      <ProblemNote problem={integrations.problem ?? sets.problem} onRetry={integrations.refresh} />
      <DefinitionList
        title="Integrations"
        empty="No integration yet. Each says where records come from, what they must be, and where they go."
        items={integrations.data?.items.map(
          ({ integration: name, version, definition: { direction, description } }) => ({
            definition: { kind: 'integration', site, name },
            version,
            about: [direction, description].filter(Boolean).join(': '),
          }),
        )}
      />
      <DefinitionList
        title="Integration sets"
        empty="No set yet. A set runs integrations one after the other."
        items={sets.data?.items.map(({ integrationSet: name, version, definition: { members } }) => ({
          definition: { kind: 'integrationSet', site, name },
          version,
          about: members.map(({ integration }) => integration).join(', '),
        }))}
      />
      <div class="halves">
        <SiteSummary site={site} />
        <SiteConnections />
      </div>
    </>
  );
}
