/** Enter and the arrows move between the cells of a column, as in a spreadsheet; Tab goes by the row, as everywhere. */
export function moveInGrid(event: KeyboardEvent): void {
  const cell = event.target;
  // In a text of several lines, and in a list of choices, these keys are the browser's.
  if (!(cell instanceof HTMLInputElement) || cell.dataset.column === undefined) return;
  const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || (event.key !== 'Enter' && cell.list !== null)) return;
  event.preventDefault();
  const column = `[data-column="${cell.dataset.column}"]`;
  const cells = [...(cell.closest('table')?.querySelectorAll<HTMLInputElement>(column) ?? [])];
  const next = cells[cells.indexOf(cell) + step];
  next?.focus();
  if (next instanceof HTMLInputElement) next.select();
}
