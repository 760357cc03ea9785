import pc from 'picocolors';

/** Colors, where stdout is a terminal and NO_COLOR is not set. */
export const colors = pc;

const OF_STATUS: Record<string, (text: string) => string> = {
  Completed: pc.green,
  'Completed with Errors': pc.yellow,
  Failed: pc.red,
  'Not Run': pc.magenta,
  'In-Progress': pc.cyan,
  Running: pc.green,
  Stopped: pc.red,
  Starting: pc.yellow,
  Stopping: pc.yellow,
};

/** A status in its color; `text` may be padded. */
export function paintStatus(text: string): string {
  return OF_STATUS[text.trim()]?.(text) ?? text;
}
