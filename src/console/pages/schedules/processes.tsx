import { Button } from '../../parts/button.js';
import { MenuItem } from '../../parts/menu-item.js';
import { Menu } from '../../parts/menu.js';
import type { Show, View } from './use-view.js';

interface ProcessesProps {
  view: View;
  addressOf: (changes: Partial<View>) => string;
  may: boolean;
  show: Show;
}

/** Integrations to Manage; Schedule Processes or Run Processes, which toggle; and the button that goes with them. */
export function Processes({ view: { site, processes }, addressOf, may, show }: ProcessesProps) {
  const isScheduling = processes === 'schedule';
  return (
    <div class="row">
      <Menu label="Integrations to Manage" align="end">
        <MenuItem href={addressOf({ onlyScheduled: false })}>All Integrations</MenuItem>
        <MenuItem href={addressOf({ onlyScheduled: true })}>Scheduled Integration Requests</MenuItem>
      </Menu>
      <Button onClick={() => show({ processes: isScheduling ? 'run' : 'schedule' })}>
        {isScheduling ? 'Run Processes' : 'Schedule Processes'}
      </Button>
      {isScheduling ? (
        <Button kind="primary" disabled={!may} onClick={() => show({ panel: 'schedule' })}>
          Schedule an Integration
        </Button>
      ) : (
        <a class="button primary" href={`/sites/${encodeURIComponent(site)}/integrations?panel=run`}>
          Run an Integration
        </a>
      )}
    </div>
  );
}
