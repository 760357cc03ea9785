import { findUnstorable } from '../../model/storable-text.js';
import { isHeldByNumeric } from '../decimal.js';

/** Deeper than any record needs, and far from where PostgreSQL's stack ends. */
const MAX_DEPTH = 500;

const QUOTE = 34;
const BACKSLASH = 92;

/**
 * The value of a JSON text that PostgreSQL's jsonb can hold; undefined where there is none. It holds neither \u0000 nor
 * halves of characters, no number beyond numeric (1e999999999), and nothing that is nested too deep: 500 levels here.
 */
export function parseJson(text: string): unknown {
  const value = parse(text);
  if (value === undefined || !isHeld(text)) {
    return undefined;
  }
  return text.includes('\\u') && findUnstorable(value) !== undefined ? undefined : value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Looks at the depth and at the numbers as they are written: JSON.parse has made doubles of them. */
function isHeld(json: string): boolean {
  let depth = 0;
  for (let at = 0; at < json.length; at += 1) {
    const character = json[at] ?? '';
    if (character === '"') {
      at = endOfString(json, at);
    } else if (character === '[' || character === '{') {
      depth += 1;
      if (depth > MAX_DEPTH) return false;
    } else if (character === ']' || character === '}') {
      depth -= 1;
    } else if (character >= '0' && character <= '9') {
      const end = endOfNumber(json, at);
      if (!isHeldByNumeric(json.slice(at, end))) return false;
      at = end - 1;
    }
  }
  return true;
}

/** The place of the quote that closes the string that begins at `at`. */
function endOfString(json: string, at: number): number {
  let end = at + 1;
  while (end < json.length && json.charCodeAt(end) !== QUOTE) {
    end += json.charCodeAt(end) === BACKSLASH ? 2 : 1;
  }
  return end;
}

function endOfNumber(json: string, at: number): number {
  let end = at + 1;
  while (end < json.length && '0123456789.eE+-'.includes(json[end] ?? ' ')) {
    end += 1;
  }
  return end;
}
