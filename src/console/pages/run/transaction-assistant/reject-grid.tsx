import { useId } from 'preact/hooks';

import { faultsNow } from './faults-now.js';
import { moveInGrid } from './move-in-grid.js';
import { RejectRow } from './reject-row.js';
import { isOpen, type Reject, type RejectColumn } from './reject.js';
import type { Checks } from './use-checks.js';
import type { Corrections } from './use-corrections.js';
import { useRunNames } from './use-run-names.js';

interface RejectGridProps {
  site: string;
  rejects: readonly Reject[];
  columns: readonly RejectColumn[];
  corrections: Corrections;
  checks: Checks;
  readOnly: boolean;
}

/** Refused records, one a row, in the columns of their file, to be corrected where they stand. */
export function RejectGrid({ site, rejects, columns, corrections, checks, readOnly }: RejectGridProps) {
  const id = useId();
  const listOf = (column: RejectColumn) => (column.enum === undefined ? undefined : `${id}-${columns.indexOf(column)}`);
  const names = useRunNames(
    rejects.flatMap(({ resolvedBy, underWayIn, supersededBy }) => [resolvedBy, underWayIn, supersededBy]),
  );
  const toSend = new Set(corrections.toSend);
  const choosable = rejects.filter(isOpen).map(({ record }) => record);
  return (
    <div class="scroll-x card rejects">
      <table onKeyDown={moveInGrid}>
        <caption class="visually-hidden">Refused records</caption>
        <thead>
          <tr>
            <th scope="col">
              <input
                type="checkbox"
                aria-label="Send all of this page"
                disabled={readOnly || choosable.length === 0}
                checked={choosable.length > 0 && choosable.every((record) => toSend.has(record))}
                onChange={({ currentTarget }) => corrections.choose(choosable, currentTarget.checked)}
              />
            </th>
            <th scope="col" class="number">
              Record
            </th>
            <th scope="col" class="number">
              Line
            </th>
            {columns.map((column) => (
              <ColumnHead key={column.name} column={column} list={listOf(column)} />
            ))}
            {columns.length === 0 && <th scope="col">What it is</th>}
          </tr>
        </thead>
        <tbody>
          {rejects.map((reject) => {
            const edit = corrections.edits[reject.record];
            return (
              <RejectRow
                key={reject.record}
                site={site}
                reject={reject}
                columns={columns}
                edit={edit}
                faults={faultsNow(reject, columns, edit, checks.faultsOf(reject.record))}
                readOnly={readOnly}
                isChosen={toSend.has(reject.record)}
                names={names}
                listOf={listOf}
                onEdit={(column, text) => corrections.edit(reject, column, text)}
                onChoose={(isChosen) => corrections.choose([reject.record], isChosen)}
              />
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function ColumnHead({ column, list }: { column: RejectColumn; list: string | undefined }) {
  const { name, type, required, format, pattern } = column;
  const asks = [type === 'any' ? undefined : type, format, pattern, required ? 'required' : undefined];
  return (
    <th scope="col">
      {name}
      <span class="asks">{asks.filter((one) => one !== undefined).join(', ')}</span>
      {list !== undefined && (
        <datalist id={list}>
          {column.enum?.map((value) => (
            <option key={value} value={value} />
          ))}
        </datalist>
      )}
    </th>
  );
}
