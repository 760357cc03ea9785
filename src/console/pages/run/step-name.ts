import type { Run } from './run.js';

type Step = Run['steps'][number]['step'];

const NAMES: Record<Step, string> = {
  receive: 'Receive the file',
  open: 'Open the file',
  load: 'Load the records',
  'put-away': 'Put the file away',
  collect: 'Collect the records',
  deliver: 'Deliver the file',
  send: 'Send the records',
  acknowledge: 'Acknowledge what was sent',
};

/** What a step does, in words. */
export function stepName(step: Step): string {
  return NAMES[step];
}
