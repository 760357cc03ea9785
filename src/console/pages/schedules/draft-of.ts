import type { Api } from '../../api.js';
import { writeParameters } from '../../parts/parameter-texts.js';
import { newDraft, type Draft, type GivenDraft } from './draft.js';
import type { Chosen, Part } from './templates.js';

type Given = NonNullable<Api['Schedule']['members']>[number];

/** What a schedule is of. */
export function chosenOf({
  integration,
  integrationSet,
}: Pick<Api['Schedule'], 'integration' | 'integrationSet'>): Chosen {
  return { name: integrationSet ?? integration ?? '', isSet: integrationSet !== undefined };
}

/** A stored schedule as it is edited. */
export function draftOf(stored: Api['ScheduleDetail'], parts: readonly Part[]): Draft {
  const { name, recurrence, holidays, members = [], pauseAfterFailures } = stored;
  const chosen = chosenOf(stored);
  const givenTo = (index: number): Given => (chosen.isSet ? (members[index] ?? {}) : stored);
  const given = parts.map((part, index) => givenDraft(givenTo(index), part));
  return {
    ...newDraft(chosen, { name, today: recurrence.startDate, given }),
    ...whenOf(recurrence),
    runName: stored.runName ?? '',
    send: stored.send ?? '',
    onFileInUse: stored.onFileInUse ?? '',
    overlap: stored.overlap,
    catchUpMinutes: String(stored.catchUpMinutes),
    jitterSeconds: String(stored.jitterSeconds),
    pauseAfterFailures: pauseAfterFailures === undefined ? '' : String(pauseAfterFailures),
    calendar: holidays?.calendar ?? '',
    holidays: holidays?.policy ?? 'skip',
    isApplied: true,
  };
}

/** What is given to an integration: the groups its set excludes are chosen, until others are. */
export function givenDraft({ parameters, file, externalFiles, exclude }: Given, { member }: Part): GivenDraft {
  return {
    parameters: writeParameters(parameters ?? {}),
    file: file ?? '',
    externalFiles: externalFiles ?? {},
    exclude: exclude ?? member?.exclude ?? [],
  };
}

function whenOf(recurrence: Api['Recurrence']): Partial<Draft> {
  const { repeats, startDate, startTime, timeZone = '', gap, fold } = recurrence;
  const common = { repeats, startDate, startTime, timeZone, gap, fold };
  if (recurrence.repeats === 'One Time') return common;
  const repeating = { ...common, end: recurrence.end === 'Forever' ? '' : recurrence.end };
  switch (recurrence.repeats) {
    case 'By Month':
      return { ...repeating, months: recurrence.months, monthDays: recurrence.days.map(String) };
    case 'By Week':
      return { ...repeating, every: String(recurrence.every), weekdays: recurrence.days };
    case 'By Rule':
      return { ...repeating, rule: recurrence.rule };
    default:
      return { ...repeating, every: String(recurrence.every) };
  }
}
