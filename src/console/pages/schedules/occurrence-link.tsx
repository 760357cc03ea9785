import { timeOf } from '../../../model/recurrence/local-time.js';
import { Status } from '../../parts/status.js';
import type { Occurrence } from './occurrence.js';
import type { View } from './use-view.js';
import { localTimeIn } from '../../parts/zone-time.js';

interface OccurrenceLinkProps {
  occurrence: Occurrence;
  /** How many fires of the day it stands for. */
  times: number;
  timeZone: string;
  site: string;
  addressOf: (changes: Partial<View>) => string;
}

/** An entry of the calendar: a run leads to its page, a fire that comes to its schedule. */
export function OccurrenceLink({ occurrence, times, timeZone, site, addressOf }: OccurrenceLinkProps) {
  const { at, name, status, run, schedule, reason, isOff } = occurrence;
  const href = run === undefined ? addressOf({ selected: schedule }) : `/sites/${site}/runs/${run}`;
  const hint = [status, name, reason].filter(Boolean).join(': ');
  return (
    <a class={`occurrence${isOff ? ' off' : ''}`} href={href} title={hint}>
      <Status status={status} brief />
      {times === 1 && <span class="time">{timeOf(localTimeIn(at, timeZone))}</span>}
      <span class="name">{name}</span>
      {times > 1 && <span class="times">× {times}</span>}
      {isOff && <span class="visually-hidden">{reason ?? 'It will not run.'}</span>}
    </a>
  );
}
