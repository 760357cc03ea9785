import type { Api } from '../../../api.js';
import { Status } from '../../../parts/status.js';
import { runAddress } from '../../run/run-address.js';

interface RunMembersProps {
  site: string;
  members: NonNullable<Api['RunSummary']['members']>;
}

/** What has become of each member of a set. */
export function RunMembers({ site, members }: RunMembersProps) {
  return (
    <ol class="stack tight" aria-label="Integrations of the set">
      {members.map(({ position, integration, run, status, reason }) => (
        <li key={position} class="row">
          <span>
            {position}. {run === undefined ? integration : <a href={runAddress(site, run)}>{integration}</a>}
          </span>
          {status === undefined ? <span class="soft">waits</span> : <Status status={status} />}
          {reason !== undefined && <span class="soft">{reason}</span>}
        </li>
      ))}
    </ol>
  );
}
