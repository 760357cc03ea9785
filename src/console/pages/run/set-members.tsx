import { Status } from '../../parts/status.js';
import type { Run } from './run.js';
import { runAddress } from './run-address.js';

/** The members of a set in their order, each with how it went. */
export function SetMembers({ site, members }: { site: string; members: NonNullable<Run['members']> }) {
  return (
    <div class="card scroll-x">
      <table>
        <caption class="visually-hidden">Members of the set</caption>
        <thead>
          <tr>
            <th scope="col" class="number">
              #
            </th>
            <th scope="col">Integration</th>
            <th scope="col">Status</th>
            <th scope="col">Run</th>
          </tr>
        </thead>
        <tbody>
          {members.map(({ position, integration, status, run, name, reason, repeated }) => (
            <tr key={position}>
              <td class="number">{position}</td>
              <td>{integration}</td>
              <td>{status === undefined ? <span class="soft">Not begun</span> : <Status status={status} />}</td>
              <td>
                {run !== undefined && <a href={runAddress(site, run)}>{name}</a>}
                {repeated === false && <span class="soft"> (of an earlier run of the set)</span>}
                {reason !== undefined && <p class="soft">{reason}</p>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
