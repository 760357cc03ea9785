import type { Api } from '../../api.js';
import { Button } from '../../parts/button.js';
import { ProblemNote } from '../../parts/problem-note.js';
import { showTime } from '../../parts/show-time.js';
import { Status } from '../../parts/status.js';
import { useMay } from '../../shell/caller.js';
import { LastRun } from './last-run.js';
import { PendingCount } from './pending-count.js';
import { useSend } from './use-send.js';

interface TaskRowProps {
  site: Api['Site'];
  task: Api['Site']['tasks'][number];
  refresh: () => void;
}

/** A task: its status, when it ran and will run, what is pending, Send All and Send Changed. */
export function TaskRow({ site: { site, timeZone }, task, refresh }: TaskRowProps) {
  const { integration, direction, status, lastRun, nextFire } = task;
  const path = `/sites/${encodeURIComponent(site)}`;
  const may = useMay('operator', site);
  const send = useSend(site, integration, refresh);
  const isRunning = status === 'In-Progress';
  return (
    <>
      <tr>
        <th scope="row">
          <a href={`${path}/definitions/integrations/${encodeURIComponent(integration)}`}>{integration}</a>
          <div class="soft">{direction}</div>
        </th>
        <td data-label="Status">{status !== '' && <Status status={status} />}</td>
        <td data-label="Last run">
          {lastRun !== undefined && <LastRun run={lastRun} site={site} timeZone={timeZone} />}
        </td>
        <td data-label="Next">{showTime(nextFire, timeZone)}</td>
        <td data-label="Pending">
          {direction === 'export' && <PendingCount site={site} integration={integration} last={lastRun?.id} />}
        </td>
        <td>
          <div class="row send">
            <Button
              disabled={!may || isRunning}
              busy={send.busy}
              aria-label={`Send All ${integration}`}
              onClick={() => void send.perform('all')}
            >
              Send All
            </Button>
            <Button
              disabled={!may || isRunning}
              busy={send.busy}
              aria-label={`Send Changed ${integration}`}
              onClick={() => void send.perform('changed')}
            >
              Send Changed
            </Button>
          </div>
        </td>
      </tr>
      {send.problem !== undefined && (
        <tr>
          <td colSpan={6}>
            <ProblemNote problem={send.problem} />
            <Button kind="plain" onClick={send.reset}>
              Dismiss
            </Button>{' '}
            <a href={`${path}/integrations?panel=run&pick=${encodeURIComponent(integration)}`}>
              Run an Integration, with a file or parameters
            </a>
          </td>
        </tr>
      )}
    </>
  );
}
