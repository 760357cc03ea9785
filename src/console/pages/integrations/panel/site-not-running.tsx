import type { Api } from '../../../api.js';

/** Says what becomes of a run that is asked for while the site is not Running. */
export function SiteNotRunning({ site }: { site: Api['Site'] | undefined }) {
  if (site === undefined || site.integrator === 'Running' || site.integrator === 'Starting') return null;
  return (
    <p class="note warning">
      Site {site.site} is {site.integrator}
      {site.reason !== undefined && `: ${site.reason}`}. A run is refused now, and its task becomes Pending Changed.
      Select Start Site first.
    </p>
  );
}
