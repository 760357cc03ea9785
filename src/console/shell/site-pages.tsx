import { useLocation } from 'preact-iso';

const PAGES = [
  { label: 'Site', page: '' },
  { label: 'Integrations', page: 'integrations', also: 'runs' },
  { label: 'Schedules', page: 'schedules' },
  { label: 'Definitions', page: 'definitions' },
];

/** The pages of a site, one click away. */
export function SitePages({ site }: { site: string }) {
  const { path } = useLocation();
  const [, , , shown = ''] = path.split('/');
  return (
    <nav class="tabs whole-row" aria-label={`Site ${site}`}>
      {PAGES.map(({ label, page, also }) => (
        <a
          key={page}
          href={`/sites/${encodeURIComponent(site)}${page === '' ? '' : `/${page}`}`}
          {...((shown === page || shown === also) && { 'aria-current': 'page' })}
        >
          {label}
        </a>
      ))}
    </nav>
  );
}
