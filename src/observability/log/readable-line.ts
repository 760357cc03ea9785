/** A line of the log, as JSON has it. */
interface Line {
  time: string;
  level: string;
  msg: string;
  err?: { message: string; stack?: string };
  workflowId?: string;
  activityType?: string;
}

/** A line of the log for people: when, how bad, what, of which workflow and step, and why. */
export function readableLine(json: string): string {
  const { time, level, msg, err, workflowId, activityType } = JSON.parse(json) as Line;
  const about = [workflowId, activityType, err?.message].filter((part) => part !== undefined && part !== '');
  const stack = err?.stack === undefined ? '' : `\n${err.stack}`;
  return `${time} ${level.toUpperCase()} ${[msg, ...about].join(': ')}${stack}`;
}
