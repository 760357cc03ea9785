import { MONTHS, WEEKDAYS } from '../../../model/recurrence/calendar-words.js';

/** What may be chosen of a calendar: each with its short name. */
export const WEEKDAY_CHIPS = WEEKDAYS.map((value) => ({ value, label: value }));
export const MONTH_CHIPS = MONTHS.map((value) => ({ value, label: value.slice(0, 3) }));
export const MONTH_DAY_CHIPS = [
  ...Array.from({ length: 31 }, (_, index) => ({ value: String(index + 1), label: String(index + 1) })),
  { value: 'last', label: 'last' },
];
