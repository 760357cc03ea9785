import { answerOf } from '../../../client/create-client.js';
import { api, type Api } from '../../api.js';
import { useResource } from '../../live/use-resource.js';
import { ProblemNote } from '../../parts/problem-note.js';
import { showTime } from '../../parts/show-time.js';

/** How many are listed; the others are counted. */
const LISTED = 100;

/** What was asked of a site while it was not Running. */
export function HeldRequests({ site: { site, held, timeZone } }: { site: Api['Site'] }) {
  const { data, problem, refresh } = useResource(
    (signal) =>
      answerOf(api.GET('/api/v1/sites/{site}/held', { params: { path: { site }, query: { limit: LISTED } }, signal })),
    [site, held],
  );
  return (
    <section class="card stack" aria-labelledby="held">
      <h2 id="held">Held requests</h2>
      <p class="soft">
        {held === 0
          ? 'None. What is asked for while the site is stopped is listed here.'
          : 'Start Site forgets them: they are not commenced. Start with options can run them.'}
      </p>
      <ProblemNote problem={problem} onRetry={refresh} />
      {held > 0 && data !== undefined && (
        <ol class="plain-list">
          {data.items.map(({ run, integration, integrationSet, send, file, requestedBy, askedAt, name }) => (
            <li key={run}>
              <strong>{integration ?? integrationSet}</strong>{' '}
              {[name, send && (send === 'all' ? 'Send All' : 'Send Changed'), file].filter(Boolean).join(' · ')}
              <div class="soft">
                {showTime(askedAt, timeZone)} by {requestedBy}
              </div>
            </li>
          ))}
          {held > data.items.length && <li class="soft">and {held - data.items.length} more</li>}
        </ol>
      )}
    </section>
  );
}
