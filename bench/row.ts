/** A line of the benchmark's table. */
export interface Row {
  work: string;
  measured: { value: number; unit: string };
  /** What the same machine does without us, measured in the same run. */
  floor: { name: string; value: number };
  /** measured / floor */
  ratio: number;
  target: string;
  reached: boolean;
  notes?: Record<string, number>;
}

/** The rows as a table of Markdown. */
export function formatTable(rows: readonly Row[]): string {
  const lines = rows.map(({ work, measured, floor, ratio, target, reached, notes = {} }) => {
    const extra = Object.entries(notes).map(([name, value]) => `${name} ${value.toFixed(2)}`);
    const value = [`${measured.value.toFixed(3)} ${measured.unit}`, ...extra].join(', ');
    return `| ${work} | ${value} | ${floor.name} | ${ratio.toFixed(2)} | ${target}: ${reached ? 'reached' : 'missed'} |`;
  });
  return ['| work | measured | floor | ratio | to reach |', '| --- | --- | --- | --- | --- |', ...lines].join('\n');
}
