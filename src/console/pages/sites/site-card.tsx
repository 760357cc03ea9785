import { api, type Api } from '../../api.js';
import { answerOf } from '../../../client/create-client.js';
import { useResource } from '../../live/use-resource.js';
import { useRefreshEvery } from '../../live/use-refresh-every.js';
import { SiteKind } from '../../parts/site-kind.js';
import { Status } from '../../parts/status.js';

/** How many runs are named; of more it is said that there are more. */
const NAMED = 3;
/** In milliseconds. */
const EVERY = 5000;

/** A site in the list: its state, its kind, and what runs there. */
export function SiteCard({ site: { site, kind, integrator, timeZone } }: { site: Api['SiteInList'] }) {
  const path = `/sites/${encodeURIComponent(site)}`;
  const { data, refresh } = useResource(
    (signal) =>
      answerOf(
        api.GET('/api/v1/sites/{site}/runs', {
          params: { path: { site }, query: { status: 'In-Progress', limit: NAMED + 1 } },
          signal,
        }),
      ),
    [site],
  );
  useRefreshEvery(EVERY, refresh);
  const runs = data?.items ?? [];
  return (
    <article class={`card stack tight site-card ${kind.toLowerCase()}`}>
      <div class="row apart">
        <h2>
          <a href={path}>{site}</a>
        </h2>
        <SiteKind kind={kind} />
      </div>
      <p class="big">
        <Status status={integrator} />
      </p>
      <p class="soft">{timeZone}</p>
      <ul class="running">
        {runs.slice(0, NAMED).map(({ id, name }) => (
          <li key={id}>
            <a href={`${path}/runs/${id}`}>{name}</a>
          </li>
        ))}
        {runs.length > NAMED && <li class="soft">and more</li>}
        {data !== undefined && runs.length === 0 && <li class="soft">Nothing is running</li>}
      </ul>
    </article>
  );
}
