/** A column of a table. */
export interface TableColumn {
  title: string;
  /** Colors a cell; it has its width already. */
  paint?: (cell: string) => string;
  /** Numbers stand at the right. */
  right?: true;
}

const GAP = 2;
/** A column is not made narrower than this. */
const NARROWEST = 8;

/**
 * A table as lines.
 *
 * @param width of the terminal, into which the widest columns are cut; undefined: nothing is cut.
 */
export function formatTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  width: number | undefined,
): string[] {
  const wanted = columns.map(({ title }, at) => Math.max(title.length, ...rows.map((row) => lengthOf(row[at] ?? ''))));
  const widths = width === undefined ? wanted : fit(wanted, width - GAP * (columns.length - 1));
  const line = (cells: readonly string[], painted: boolean) =>
    columns
      .map(({ paint, right }, at) => {
        const cell = pad(cells[at] ?? '', widths[at] ?? 0, right === true);
        return painted && paint !== undefined ? paint(cell) : cell;
      })
      .join(' '.repeat(GAP))
      .trimEnd();
  return [
    line(
      columns.map(({ title }) => title),
      false,
    ),
    ...rows.map((row) => line(row, true)),
  ];
}

/** Takes from the widest column until all fit, or none can be narrower. */
function fit(wanted: readonly number[], room: number): number[] {
  const widths = [...wanted];
  const sum = () => widths.reduce((all, one) => all + one, 0);
  while (sum() > room) {
    const widest = Math.max(...widths);
    if (widest <= NARROWEST) break;
    const next = Math.max(NARROWEST, ...widths.filter((one) => one < widest));
    const at = widths.indexOf(widest);
    const alike = widths.filter((one) => one === widest).length;
    widths[at] = alike > 1 ? widest - 1 : Math.max(next, widest - (sum() - room));
  }
  return widths;
}

function pad(text: string, width: number, right: boolean): string {
  const characters = Array.from(text.replace(/\s+/g, ' '));
  const cut = characters.length > width ? `${characters.slice(0, width - 1).join('')}…` : characters.join('');
  const spaces = ' '.repeat(Math.max(0, width - lengthOf(cut)));
  return right ? spaces + cut : cut + spaces;
}

function lengthOf(text: string): number {
  return Array.from(text).length;
}
