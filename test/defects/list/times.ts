import type { Defect } from '../defect.js';

/** When schedules fire. */
export const TIMES: readonly Defect[] = [
  {
    name: 'a fire on a holiday stays there',
    source: 'src/model/recurrence/holidays.ts',
    find: 'while (dates.has(dateOf(day))) day += step;',
    replace: 'if (dates.has(dateOf(day))) day += 0 * step;',
    caughtBy: {
      file: 'test/model/recurrence/holidays.test.ts',
      title: 'a fire on a holiday moves to the same time of the day before, or after, passing a chain of holidays',
      alone: true,
    },
  },
  {
    name: 'what a fold is to do is ignored',
    source: 'src/model/recurrence/instants-of.ts',
    find: "if (instants.length > 0 && clock.fold === 'both') return instants;",
    replace: '',
    caughtBy: {
      file: 'test/model/recurrence/gap-and-fold.test.ts',
      title: 'a local time in a fold fires in the order of time where several do at both',
      alone: true,
    },
  },
  {
    name: 'a time in a gap fires though it is to be skipped',
    source: 'src/model/recurrence/instants-of.ts',
    find: "if (instants.length === 0 && clock.gap === 'skip') return [];",
    replace: '',
    caughtBy: {
      file: 'test/model/recurrence/gap-and-fold.test.ts',
      title: 'a local time in a gap that is skipped each year leaves nothing, and comes to an end',
      alone: true,
    },
  },
  {
    name: 'a fire runs however late it is',
    source: 'src/activities/open-fire.ts',
    find: 'Date.now() - at > mayBeLate(definition)',
    replace: 'Date.now() - at > mayBeLate(definition) + Infinity',
    caughtBy: {
      file: 'test/activities/open-fire.test.ts',
      title: 'a fire that is looked at late runs within catchUpMinutes, and is Not Run beyond them',
    },
  },
];
