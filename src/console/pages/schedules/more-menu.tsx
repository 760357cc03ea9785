import { useState } from 'preact/hooks';

import { api, type Api } from '../../api.js';
import { useAction } from '../../live/use-action.js';
import { MenuItem } from '../../parts/menu-item.js';
import { Menu } from '../../parts/menu.js';
import { useTell } from '../../parts/messages.js';
import { ProblemNote } from '../../parts/problem-note.js';
import { ConfirmDelete } from './confirm-delete.js';
import { CopyWindow } from './copy-window.js';
import { chosenOf } from './draft-of.js';
import type { Show } from './use-view.js';

interface MoreMenuProps {
  site: string;
  schedule: Api['ScheduleDetail'];
  may: boolean;
  show: Show;
  onChanged: () => void;
}

/** More: Edit or Copy, Delete, Enable, Disable. */
export function MoreMenu({ site, schedule: { name, enabled, ...schedule }, may, show, onChanged }: MoreMenuProps) {
  const tell = useTell();
  const [asking, setAsking] = useState<'copy' | 'delete'>();
  const turn = useAction(async () => {
    const params = { path: { site, schedule: name } };
    if (enabled) await api.POST('/api/v1/sites/{site}/schedules/{schedule}/disable', { params });
    else await api.POST('/api/v1/sites/{site}/schedules/{schedule}/enable', { params });
    tell(enabled ? `${name} is disabled: it does not run.` : `${name} is enabled.`);
    onChanged();
  });
  const close = () => setAsking(undefined);
  return (
    <>
      <Menu label="More" align="end">
        <div class="group" role="presentation">
          Edit or Copy
        </div>
        <MenuItem disabled={!may} onSelect={() => show({ selected: name, panel: 'edit' })}>
          Edit Scheduled Integration Request
        </MenuItem>
        <MenuItem disabled={!may} onSelect={() => setAsking('copy')}>
          Copy Scheduled Integration Request
        </MenuItem>
        <MenuItem disabled={!may} onSelect={() => setAsking('delete')}>
          Delete
        </MenuItem>
        <MenuItem disabled={!may || enabled} onSelect={() => void turn.perform()}>
          Enable
        </MenuItem>
        <MenuItem disabled={!may || !enabled} onSelect={() => void turn.perform()}>
          Disable
        </MenuItem>
      </Menu>
      <ProblemNote problem={turn.problem} />
      {asking === 'copy' && (
        <CopyWindow
          site={site}
          schedule={name}
          onClose={close}
          onCopied={(copy) => {
            close();
            show({ selected: copy });
          }}
        />
      )}
      {asking === 'delete' && (
        <ConfirmDelete
          site={site}
          schedule={name}
          template={chosenOf(schedule).name}
          onClose={close}
          onDeleted={() => {
            close();
            show({ selected: undefined });
          }}
        />
      )}
    </>
  );
}
