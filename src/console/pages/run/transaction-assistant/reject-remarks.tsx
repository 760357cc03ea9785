import { runAddress } from '../run-address.js';
import type { Fault, Reject } from './reject.js';

interface RejectRemarksProps {
  site: string;
  reject: Reject;
  /** Those of the record as a whole. */
  faults: readonly Fault[];
  names: ReadonlyMap<string, string>;
  /** How many columns the file has. */
  span: number;
}

/** What is said of a refused record as a whole, in a row below its own; nothing where nothing is. */
export function RejectRemarks({ site, reject, faults, names, span }: RejectRemarksProps) {
  const { raw, values, resolvedBy, underWayIn, supersededBy } = reject;
  const others: [string, string | undefined][] = [
    ['Resolved by', resolvedBy],
    ['Its correction is on its way in', underWayIn],
    ['A later run has brought its key again:', resolvedBy === undefined ? supersededBy : undefined],
  ];
  const told = others.filter(([, run]) => run !== undefined);
  // Where there are no columns, the line is all there is to see of it.
  const showsLine = values === undefined || span === 0;
  if (faults.length === 0 && told.length === 0 && !showsLine) return null;
  return (
    <tr class="remarks">
      <td colSpan={3} />
      <td colSpan={Math.max(span, 1)}>
        {told.map(([what, run = '']) => (
          <p key={what}>
            {what} <a href={runAddress(site, run)}>{names.get(run) ?? 'another run'}</a>
          </p>
        ))}
        {showsLine && (
          <p>
            <span class="soft">The line reads</span> <code>{raw}</code>
          </p>
        )}
        {faults.length > 0 && (
          <ul class="faults">
            {faults.map(({ field, message }) => (
              <li key={message}>
                {field !== undefined && <code>{field}</code>} {message}
              </li>
            ))}
          </ul>
        )}
      </td>
    </tr>
  );
}
