import type { Field } from '../../model/table-schema.js';
import { definitionError } from '../definition-error.js';
import type { FieldReader } from '../field-reader.js';
import { anyMoment } from './any-moment.js';
import { compareTexts } from './compare-texts.js';
import { hasIsoTime } from './iso-prefix.js';
import { isoTime } from './moment.js';
import { compileStrptime } from './strptime.js';

/**
 * Type time (Table Schema `time`): hh:mm:ss, or a strptime pattern with at least the hour, or `any`. Read as hh:mm:ss,
 * with a fraction where the pattern has one.
 */
export function timeReader(field: Field): FieldReader {
  const { format = 'default' } = field;
  if (format === 'default') {
    return {
      expected: 'a time as hh:mm:ss',
      read: (text) => (text.length === 8 && hasIsoTime(text, 0) ? text : undefined),
      compare: compareTexts,
    };
  }
  if (format === 'any') {
    return { expected: 'a time such as 15:05:30 or 3:05 PM', read: anyMoment(field).time, compare: compareTexts };
  }
  const pattern = compileStrptime(field, format);
  const { parts } = pattern;
  if (!parts.has('hour') || (['year', 'month', 'day', 'offset'] as const).some((part) => parts.has(part))) {
    throw definitionError(field, 'format', `expected an hour and no part of a date, no offset, got ${format}`);
  }
  return {
    expected: `a time as ${format}`,
    read(text) {
      const moment = pattern.match(text);
      return moment && isoTime(moment);
    },
    code: (text) => (pattern.match(text) === undefined ? 'format' : 'type'),
    compare: compareTexts,
  };
}
