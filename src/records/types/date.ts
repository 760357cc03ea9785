import type { Field } from '../../model/table-schema.js';
import { definitionError } from '../definition-error.js';
import type { FieldReader } from '../field-reader.js';
import { compareTexts } from './compare-texts.js';
import { beginsWithIsoDate } from './iso-prefix.js';
import { compileStrptime, isoDate } from './strptime.js';

/**
 * Type date (Table Schema `date`): YYYY-MM-DD, or a strptime pattern with year, month and day; a day the calendar has.
 * Read as YYYY-MM-DD.
 */
export function dateReader(field: Field): FieldReader {
  if (field.format === undefined || field.format === 'default') {
    return {
      expected: 'a date as YYYY-MM-DD that the calendar has',
      read: (text) => (text.length === 10 && beginsWithIsoDate(text) ? text : undefined),
      compare: compareTexts,
    };
  }
  const pattern = compileStrptime(field, field.format);
  const { parts } = pattern;
  if (parts.size !== 3 || !parts.has('year') || !parts.has('month') || !parts.has('day')) {
    throw definitionError(field, 'format', `expected year, month and day and nothing else, got ${field.format}`);
  }
  return {
    expected: `a date as ${field.format} that the calendar has`,
    read(text) {
      const moment = pattern.match(text);
      return moment && isoDate(moment);
    },
    code: (text) => (pattern.match(text) === undefined ? 'format' : 'type'),
    compare: compareTexts,
  };
}
