import { Menu } from '../parts/menu.js';
import { MenuItem } from '../parts/menu-item.js';

/** Main Menu, with the entries of the seeds: Run an Integration, and Maintenance > Integrations. */
export function MainMenu({ site }: { site: string | undefined }) {
  const entry = (label: string, page: string) => (
    <MenuItem {...(site === undefined ? { disabled: true } : { href: `/sites/${encodeURIComponent(site)}${page}` })}>
      {label}
    </MenuItem>
  );
  return (
    <Menu label="Main Menu">
      <MenuItem href="/">Sites</MenuItem>
      {entry('Run an Integration', '/integrations?panel=run')}
      <div class="group" role="presentation">
        {site === undefined ? 'Maintenance (choose a site first)' : 'Maintenance'}
      </div>
      {entry('Integrations', '/integrations')}
      {entry('Scheduled Integration Requests', '/schedules')}
      {entry('Definitions', '/definitions')}
    </Menu>
  );
}
