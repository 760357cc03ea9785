import { useShell } from '../../shell/shell-data.js';
import { pageOf } from './definition.js';

/** The site itself, in short: what it has by name, and the way to its definition. */
export function SiteSummary({ site: id }: { site: string }) {
  const { data: site } = useShell().site;
  const facts = site && [
    ['Kind', site.kind],
    ['Time zone', site.timeZone],
    ['Exclusion groups', namesOf(site.exclusionGroups)],
    ['Calendars', namesOf(site.calendars)],
    ['Notifications', namesOf(site.notifications)],
  ];
  return (
    <section class="card stack" aria-labelledby="the-site">
      <div class="row apart">
        <h2 id="the-site">Site {id}</h2>
        <a class="button" href={pageOf({ kind: 'site', site: id, name: id })}>
          Definition of {id}
        </a>
      </div>
      <dl class="facts">
        {facts?.map(([name, value]) => (
          <div key={name} class="contents">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function namesOf(named: object): string {
  return Object.keys(named).join(', ') || 'none';
}
