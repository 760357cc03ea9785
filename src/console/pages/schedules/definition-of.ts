import type { Api } from '../../api.js';
import { readParameters } from '../../parts/parameter-texts.js';
import { NOTHING_GIVEN, type Draft, type GivenDraft } from './draft.js';
import type { Part } from './templates.js';

type Schedule = Api['Schedule'];
type Given = NonNullable<Schedule['members']>[number];

/** The schedule a draft stands for, as the API takes it; what is wrong in it, the API says. */
export function definitionOf(draft: Draft, parts: readonly Part[]): Schedule {
  const { chosen, runName, send, onFileInUse, overlap, pauseAfterFailures, calendar, holidays } = draft;
  return {
    ...(chosen.isSet ? setGiven(draft, parts) : integrationGiven(draft, parts)),
    ...(runName !== '' && { runName }),
    ...(send !== '' && { send }),
    ...(onFileInUse !== '' && { onFileInUse }),
    recurrence: recurrenceOf(draft),
    overlap,
    catchUpMinutes: Number(draft.catchUpMinutes),
    jitterSeconds: Number(draft.jitterSeconds),
    ...(pauseAfterFailures !== '' && { pauseAfterFailures: Number(pauseAfterFailures) }),
    ...(calendar !== '' && { holidays: { calendar, policy: holidays } }),
  };
}

function integrationGiven({ chosen, given }: Draft, [part]: readonly Part[]): Partial<Schedule> {
  return { integration: chosen.name, ...givenOf(given[0], part) };
}

/** What is given to members, each by its name as well: in a set that has changed, nobody gets what is another's. */
function setGiven({ chosen, given }: Draft, parts: readonly Part[]): Partial<Schedule> {
  const members = parts.map((part, index) => ({ integration: part.integration, ...givenOf(given[index], part) }));
  const isGiven = members.some((member) => Object.keys(member).length > 1);
  return { integrationSet: chosen.name, ...(isGiven && { members }) };
}

function givenOf(draft: GivenDraft = NOTHING_GIVEN, part: Part | undefined): Given {
  const { file, exclude } = draft;
  const parameters = readParameters(part?.definition?.parameters ?? [], draft.parameters);
  const externalFiles = Object.fromEntries(Object.entries(draft.externalFiles).filter(([, name]) => name !== ''));
  const isExcludeGiven = [...exclude].sort().join() !== [...(part?.member?.exclude ?? [])].sort().join();
  return {
    ...(Object.keys(parameters).length > 0 && { parameters }),
    ...(file !== '' && { file }),
    ...(Object.keys(externalFiles).length > 0 && { externalFiles }),
    ...(isExcludeGiven && { exclude: [...exclude] }),
  };
}

function recurrenceOf(draft: Draft): Api['Recurrence'] {
  const { repeats, startDate, startTime, timeZone, gap, fold } = draft;
  const common = { startDate, startTime, ...(timeZone !== '' && { timeZone }), gap, fold };
  const repeating = { ...common, end: draft.end === '' ? ('Forever' as const) : draft.end };
  const every = Number(draft.every);
  switch (repeats) {
    case 'One Time':
      return { repeats, ...common };
    case 'By Month':
      return { repeats, ...monthsOf(draft), ...repeating };
    case 'By Week':
      return { repeats, every, days: draft.weekdays as ByWeek['days'], ...repeating };
    case 'By Rule':
      return { repeats, rule: draft.rule, ...repeating };
    default:
      return { repeats, every, ...repeating };
  }
}

type ByMonth = Extract<Api['Recurrence'], { repeats: 'By Month' }>;
type ByWeek = Extract<Api['Recurrence'], { repeats: 'By Week' }>;

function monthsOf({ months, monthDays }: Draft): Pick<ByMonth, 'months' | 'days'> {
  const days = monthDays.map((day) => (day === 'last' ? day : Number(day)));
  return { months: months as ByMonth['months'], days };
}
