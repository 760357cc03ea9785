import type { Edit, Fault, Reject, RejectColumn } from './reject.js';

/** What only the target can tell, and nobody has asked it while somebody types. */
const BY_THE_TARGET = /^(unique|foreignKey|duplicate-key|key-exists|key-loaded-later|target-.+)$/;

/**
 * What is wrong with a reject as it stands in the grid: why it was refused; once it is edited and checked, what the
 * check found, and what the target had against columns that are as they were.
 *
 * @param checked what the last check found; undefined before the first one.
 */
export function faultsNow(
  reject: Reject,
  columns: readonly RejectColumn[],
  edit: Edit | undefined,
  checked: readonly Fault[] | undefined,
): readonly Fault[] {
  if (edit === undefined || checked === undefined) return reject.reasons;
  const stillSaid = reject.reasons.filter(({ field, code }) => {
    const column = columnOf(columns, field);
    return column !== undefined && BY_THE_TARGET.test(code) && !Object.hasOwn(edit, column.name);
  });
  return [...checked, ...stillSaid];
}

/** The column that a fault is about; undefined for those of the whole record. */
export function columnOf(columns: readonly RejectColumn[], field: string | undefined): RejectColumn | undefined {
  return field === undefined ? undefined : columns.find(({ fields }) => fields.includes(field));
}
