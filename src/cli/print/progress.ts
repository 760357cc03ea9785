import { formatBytes } from '../../model/format-bytes.js';
import type { RunProgress } from '../runs/run-progress.js';
import type { Terminal } from '../terminal.js';
import { counted } from './numbers.js';
import { duration } from './time.js';

/** How often a line is printed where no line can be redrawn, in milliseconds. */
const LINE_EVERY = 10_000;
const BAR = 24;

/** Something that goes on while a command waits. */
export interface ProgressLine {
  update: (progress: RunProgress) => void;
  /** Takes the line away. */
  end: () => void;
}

/** Shows how far something has come: a bar where somebody watches, lines in a pipe. */
export function openProgress(terminal: Terminal, name: string): ProgressLine {
  let said = { step: '', at: 0 };
  return {
    update: (progress) => {
      const line = `${name}  ${formatProgress(progress)}`;
      if (terminal.isWatched) {
        terminal.redraw(line);
        return;
      }
      const { step = '' } = progress;
      if (step === '' || (step === said.step && Date.now() < said.at + LINE_EVERY)) return;
      said = { step, at: Date.now() };
      terminal.note(line);
    },
    end: () => {
      if (terminal.isWatched) terminal.redraw('');
    },
  };
}

/** `[######------------------]  25%  load  250,000 records  24 MB of 96 MB  8 s left` */
export function formatProgress({ step = 'In-Progress', records, bytes, totalBytes, secondsLeft }: RunProgress): string {
  const share = bytes === undefined || !totalBytes ? undefined : Math.min(1, bytes / totalBytes);
  return [
    share === undefined ? '' : `${bar(share)} ${String(Math.floor(share * 100)).padStart(3)}%`,
    step,
    records === undefined ? '' : counted(records, 'record'),
    bytes === undefined ? '' : formatBytes(bytes) + (totalBytes === undefined ? '' : ` of ${formatBytes(totalBytes)}`),
    secondsLeft === undefined ? '' : `${duration(Math.max(1, Math.round(secondsLeft)))} left`,
  ]
    .filter((part) => part !== '')
    .join('  ');
}

function bar(share: number): string {
  const full = Math.floor(share * BAR);
  return `[${'#'.repeat(full)}${'-'.repeat(BAR - full)}]`;
}
