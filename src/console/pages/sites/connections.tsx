import type { Api } from '../../api.js';
import { Connection } from './connection.js';

/** The connections of a site, each of which can be checked. */
export function Connections({ site }: { site: Api['Site'] }) {
  const all = Object.entries(site.connections);
  return (
    <section class="card stack" aria-labelledby="connections">
      <h2 id="connections">Connections</h2>
      {all.length === 0 && (
        <p class="soft">
          None yet. They are part of the site, in{' '}
          <a href={`/sites/${encodeURIComponent(site.site)}/definitions/site`}>Definitions</a>.
        </p>
      )}
      <ul class="plain-list">
        {all.map(([name, { kind }]) => (
          <Connection key={name} site={site.site} name={name} kind={kind} armed={site.armed[name]} />
        ))}
      </ul>
    </section>
  );
}
