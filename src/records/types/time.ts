import type { Field } from '../../model/table-schema.js';
import { definitionError } from '../definition-error.js';
import type { FieldReader } from '../field-reader.js';
import { compareTexts } from './compare-texts.js';
import { hasIsoTime } from './iso-prefix.js';
import { compileStrptime, isoTime } from './strptime.js';

/** Type time (Table Schema `time`): hh:mm:ss, or a strptime pattern with at least the hour. Read as hh:mm:ss. */
export function timeReader(field: Field): FieldReader {
  if (field.format === undefined || field.format === 'default') {
    return {
      expected: 'a time as hh:mm:ss',
      read: (text) => (text.length === 8 && hasIsoTime(text, 0) ? text : undefined),
      compare: compareTexts,
    };
  }
  const pattern = compileStrptime(field, field.format);
  const { parts } = pattern;
  if (!parts.has('hour') || parts.has('year') || parts.has('month') || parts.has('day')) {
    throw definitionError(field, 'format', `expected an hour and no part of a date, got ${field.format}`);
  }
  return {
    expected: `a time as ${field.format}`,
    read(text) {
      const moment = pattern.match(text);
      return moment && isoTime(moment);
    },
    code: (text) => (pattern.match(text) === undefined ? 'format' : 'type'),
    compare: compareTexts,
  };
}
