import type { Told, ToldRun } from './notification-told.js';

/** What a notification says to a reader: one line, for somebody who may not know the product well. */
export function notificationText(site: string, name: string, told: Told): string {
  return `Site ${site}: ${sentence(name, told)}`;
}

function sentence(name: string, told: Told): string {
  switch (told.event) {
    case 'failed':
    case 'completed-with-errors':
      return describeRun(told.details);
    case 'recovered':
      return `${told.details.integration} has Completed again, after a failure: run ${told.details.runName}.`;
    case 'file-late': {
      const { integration, file, by, timeZone } = told.details;
      return `the file ${file} of ${integration} was expected by ${by} (${timeZone}), and no run has taken it.`;
    }
    case 'run-late':
      return `the schedule ${told.details.schedule} was due at ${told.details.dueAt}, and its run has not begun.`;
    case 'run-long': {
      const { runName, startedAt, usualSeconds } = told.details;
      return `the run ${runName} is In-Progress since ${startedAt}; nearly all of the last ones took ${inWords(usualSeconds)} at most.`;
    }
    case 'schedule-paused':
      return `the schedule ${told.details.schedule} was disabled: ${told.details.failures} runs in a row have not Completed.`;
    case 'test':
      return `this is a trial of the notification ${name}. Nothing has happened.`;
  }
}

function describeRun({ runName, status, reason, read, applied, rejected }: ToldRun): string {
  const counts = read === 0 ? '' : ` ${read} records read, ${applied} applied, ${rejected} rejected.`;
  return `the run ${runName} is ${status}${reason === undefined ? '.' : `: ${reason}`}${counts}`;
}

function inWords(seconds: number): string {
  return seconds < 120 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
}
