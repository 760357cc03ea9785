import type { Api } from '../../api.js';
import type { ParameterTexts } from '../../parts/parameter-texts.js';
import type { Chosen } from './templates.js';

type Schedule = Api['Schedule'];
type Recurrence = Api['Recurrence'];

export type Repeats = Recurrence['repeats'];

/** What an integration is given, as it is entered. */
export interface GivenDraft {
  parameters: ParameterTexts;
  file: string;
  /** Names of uploads, by the names of the external files. */
  externalFiles: Readonly<Record<string, string>>;
  exclude: readonly string[];
}

/** When it runs, as it is entered. */
export interface WhenDraft {
  repeats: Repeats;
  /** Days, hours, weeks or minutes between runs. */
  every: string;
  months: readonly string[];
  /** Days of the month: `1`, `last`. */
  monthDays: readonly string[];
  weekdays: readonly string[];
  /** RFC 5545. */
  rule: string;
  startDate: string;
  startTime: string;
  /** '': Forever. */
  end: string;
  timeZone: string;
  gap: Recurrence['gap'];
  fold: Recurrence['fold'];
}

/** A schedule while it is entered: texts as they are typed, complete or not. */
export interface Draft extends WhenDraft {
  name: string;
  runName: string;
  chosen: Chosen;
  /** In the order of what is scheduled. */
  given: readonly GivenDraft[];
  send: '' | NonNullable<Schedule['send']>;
  onFileInUse: '' | NonNullable<Schedule['onFileInUse']>;
  overlap: Schedule['overlap'];
  catchUpMinutes: string;
  jitterSeconds: string;
  pauseAfterFailures: string;
  /** '': none. */
  calendar: string;
  holidays: NonNullable<Schedule['holidays']>['policy'];
  /** The date, or the recurrence, is as it was when Apply was pressed. */
  isApplied: boolean;
}

export const NOTHING_GIVEN: GivenDraft = { parameters: {}, file: '', externalFiles: {}, exclude: [] };

/** A draft of a schedule that is new. */
export function newDraft(
  chosen: Chosen,
  { name, today, given }: { name: string; today: string; given: GivenDraft[] },
): Draft {
  return {
    name,
    runName: '',
    chosen,
    given,
    repeats: 'One Time',
    every: '1',
    months: [],
    monthDays: [],
    weekdays: [],
    rule: '',
    startDate: today,
    startTime: '',
    end: '',
    timeZone: '',
    gap: 'next',
    fold: 'first',
    send: '',
    onFileInUse: '',
    overlap: 'skip',
    catchUpMinutes: '10',
    jitterSeconds: '0',
    pauseAfterFailures: '',
    calendar: '',
    holidays: 'skip',
    isApplied: false,
  };
}
