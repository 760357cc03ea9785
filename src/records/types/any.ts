import type { FieldReader } from '../field-reader.js';
import { textLength } from './text-length.js';

/** Type any: the text as it is (Table Schema `any`). */
export function anyReader(): FieldReader {
  return { expected: 'any text', read: (text) => text, length: textLength };
}
