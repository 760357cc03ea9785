import type { Field } from '../../model/table-schema.js';
import { definitionError } from '../definition-error.js';
import type { FieldReader } from '../field-reader.js';
import { anyMoment } from './any-moment.js';
import { compareTexts } from './compare-texts.js';
import { beginsWithIsoDate } from './iso-prefix.js';
import { isoDate } from './moment.js';
import { compileStrptime } from './strptime.js';

/**
 * Type date (Table Schema `date`): YYYY-MM-DD, or a strptime pattern with year, month and day, or `any`; a day the
 * calendar has. Read as YYYY-MM-DD.
 */
export function dateReader(field: Field): FieldReader {
  const { format = 'default' } = field;
  if (format === 'default') {
    return {
      expected: 'a date as YYYY-MM-DD that the calendar has',
      read: (text) => (text.length === 10 && beginsWithIsoDate(text) ? text : undefined),
      compare: compareTexts,
    };
  }
  if (format === 'any') {
    return { expected: 'a date such as 2024-12-31 or 31 Dec 2024', read: anyMoment(field).date, compare: compareTexts };
  }
  const pattern = compileStrptime(field, format);
  const { parts } = pattern;
  if (parts.size !== 3 || !parts.has('year') || !parts.has('month') || !parts.has('day')) {
    throw definitionError(field, 'format', `expected year, month and day and nothing else, got ${format}`);
  }
  return {
    expected: `a date as ${format} that the calendar has`,
    read(text) {
      const moment = pattern.match(text);
      return moment && isoDate(moment);
    },
    code: (text) => (pattern.match(text) === undefined ? 'format' : 'type'),
    compare: compareTexts,
  };
}
