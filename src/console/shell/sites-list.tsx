import { useLocation } from 'preact-iso';

import { byKind } from './by-kind.js';
import { useShell } from './shell-data.js';

/** Pages of a site that every site has. */
const COMMON = ['integrations', 'schedules'];

/** The drop-down list Sites. Another site is shown on the same page, where that is one that every site has. */
export function SitesList({ site }: { site: string | undefined }) {
  const { path, route } = useLocation();
  const items = useShell().sites.data?.items ?? [];
  const choose = (chosen: string): void => {
    const page = path.split('/')[3] ?? '';
    const same = COMMON.includes(page) ? `/${page}` : '';
    route(chosen === '' ? '/' : `/sites/${encodeURIComponent(chosen)}${same}`);
  };
  return (
    <label class="row sites">
      <span aria-hidden>Sites</span>
      <select aria-label="Sites" value={site ?? ''} onChange={({ currentTarget }) => choose(currentTarget.value)}>
        <option value="">All sites</option>
        {site !== undefined && !items.some((one) => one.site === site) && <option value={site}>{site}</option>}
        {byKind(items).map(({ kind, sites }) => (
          <optgroup key={kind} label={kind}>
            {sites.map(({ site: id }) => (
              <option key={id} value={id}>
                {id}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}
