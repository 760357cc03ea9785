import type { RunView } from './api/run-view.js';
import { formatBytes } from './model/format-bytes.js';

/** The Run Summary as text, a line each. */
export function summariseRun(run: RunView): string {
  const { counts, file, startedAt, endedAt } = run;
  const seconds = endedAt === undefined ? undefined : (Date.parse(endedAt) - Date.parse(startedAt)) / 1000;
  const lines: [string, string][] = [
    ['Run Name', run.name],
    ['Status', run.reason === undefined ? run.status : `${run.status}: ${run.reason}`],
    [
      'Records',
      Object.entries(counts)
        .flatMap(([name, count]) => (count > 0 ? [`${count} ${name}`] : []))
        .join(', '),
    ],
    [
      'File',
      file === undefined ? 'none' : `${file.name}${file.bytes === undefined ? '' : `, ${formatBytes(file.bytes)}`}`,
    ],
    ['Duration', seconds === undefined ? 'not ended' : `${seconds.toFixed(2)} s`],
  ];
  return lines.map(([name, value]) => `  ${name.padEnd(10)}${value}\n`).join('');
}
