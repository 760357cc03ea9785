import { Button } from '../../parts/button.js';
import { Menu } from '../../parts/menu.js';
import { MenuItem } from '../../parts/menu-item.js';
import { useQuery } from '../../live/use-query.js';
import { useMay } from '../../shell/caller.js';

/** What one does on the page: run now or schedule, which one button toggles (seed: Schedule Integrations). */
export function ProcessButtons({ site }: { site: string }) {
  const { query, change } = useQuery();
  const may = useMay('operator', site);
  const schedules = `/sites/${encodeURIComponent(site)}/schedules`;
  const isScheduling = query.processes === 'schedule';
  return (
    <div class="row">
      <Menu label="Integrations to Manage" align="end">
        <MenuItem href={`/sites/${encodeURIComponent(site)}/integrations`}>All Integrations</MenuItem>
        <MenuItem href={`${schedules}?only=scheduled`}>Scheduled Integration Requests</MenuItem>
      </Menu>
      <Button onClick={() => change({ processes: isScheduling ? undefined : 'schedule' }, { replace: true })}>
        {isScheduling ? 'Run Processes' : 'Schedule Processes'}
      </Button>
      {isScheduling ? (
        <a class="button primary" href={`${schedules}?panel=schedule`}>
          Schedule an Integration
        </a>
      ) : (
        <Button kind="primary" disabled={!may} onClick={() => change({ panel: 'run' })}>
          Run an Integration
        </Button>
      )}
    </div>
  );
}
