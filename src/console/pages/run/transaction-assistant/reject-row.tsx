import { RejectCell } from './reject-cell.js';
import { RejectRemarks } from './reject-remarks.js';
import { isOpen, type Edit, type Fault, type Reject, type RejectColumn } from './reject.js';
import { columnOf } from './faults-now.js';

interface RejectRowProps {
  site: string;
  reject: Reject;
  columns: readonly RejectColumn[];
  edit: Edit | undefined;
  faults: readonly Fault[];
  readOnly: boolean;
  isChosen: boolean;
  /** The Run Names of runs it names. */
  names: ReadonlyMap<string, string>;
  listOf: (column: RejectColumn) => string | undefined;
  onEdit: (column: string, text: string) => void;
  onChoose: (isChosen: boolean) => void;
}

/** A refused record: whether it is sent, where it stands in the file, its texts, and what is said of it as a whole. */
export function RejectRow(props: RejectRowProps) {
  const { reject, columns, edit, faults, isChosen, listOf, onEdit, onChoose } = props;
  const { record, line, values } = reject;
  const readOnly = props.readOnly || !isOpen(reject);
  const ofWhole = faults.filter(({ field }) => columnOf(columns, field) === undefined);
  return (
    <>
      <tr class={isOpen(reject) ? undefined : 'settled'}>
        <td>
          <input
            type="checkbox"
            aria-label={`Send record ${record}`}
            checked={isChosen}
            disabled={readOnly}
            onChange={({ currentTarget }) => onChoose(currentTarget.checked)}
          />
        </td>
        <th scope="row" class="number">
          {record}
        </th>
        <td class="number soft">{line}</td>
        {columns.map((column, at) => (
          <RejectCell
            key={column.name}
            record={record}
            column={column}
            at={at}
            text={edit?.[column.name] ?? values?.[column.name] ?? ''}
            original={values?.[column.name]}
            faults={faults.filter(({ field }) => columnOf(columns, field) === column)}
            readOnly={readOnly}
            list={listOf(column)}
            onEdit={(text) => onEdit(column.name, text)}
          />
        ))}
      </tr>
      <RejectRemarks {...props} faults={ofWhole} span={columns.length} />
    </>
  );
}
