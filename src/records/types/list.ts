import type { Field } from '../../model/table-schema.js';
import type { FieldReader } from '../field-reader.js';

/** An item of an array literal as `listReader` writes it, always in quotes. */
const ITEM = /"((?:[^"\\]|\\.)*)"/gs;

/**
 * Type list: items of one type with a delimiter between them, each as `item` reads it (Table Schema `list`); nothing is
 * taken off them. A text without a character has no items. Reaches the database as an array literal, `{"a","b"}`, for
 * an array of the items' type, such as text[] or date[].
 */
export function listReader({ delimiter = ',' }: Field, item: FieldReader): FieldReader {
  const itemsOf = (text: string) => (text === '' ? [] : text.split(delimiter));
  const keyOf = item.key ?? ((value: string) => value);
  return {
    expected: `a list, with ${JSON.stringify(delimiter)} between the items, each ${item.expected}`,
    read(text) {
      const values = itemsOf(text).map(item.read);
      return values.every((value) => value !== undefined) ? `{${values.map(quoted).join(',')}}` : undefined;
    },
    key: (value) => JSON.stringify(Array.from(value.matchAll(ITEM), ([, text = '']) => keyOf(unescaped(text)))),
    length: { unit: 'items', of: (_value, text) => itemsOf(text).length },
  };
}

/** PostgreSQL: Array Input and Output. In quotes even NULL is a text. */
function quoted(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/gs, '$1');
}
