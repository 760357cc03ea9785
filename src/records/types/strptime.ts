import type { Field } from '../../model/table-schema.js';
import { definitionError } from '../definition-error.js';
import { literal } from './digit-groups.js';
import { momentOf, NOTHING_NAMED, partsOf, type Moment, type Part } from './moment.js';
import { ABBREVIATIONS, DIRECTIVES, type Directive, type NamedPart } from './strptime-directives.js';

/** A compiled pattern. `match` answers undefined when the text does not have the pattern's shape. */
export interface StrptimePattern {
  parts: ReadonlySet<Part>;
  match: (text: string) => Moment | undefined;
}

/**
 * Compiles a strptime pattern (Python and C): %Y %y %m %b %B %d %j %a %A %H %I %p %M %S %f %z, %D %F %R %T, %% and
 * literal text. Names are English, in any case. Numbers of one or two digits have two next to another directive, else
 * 1112020 could be two dates. Not there: what a locale or a calendar of weeks decides (%c %x %X %U %W %Z …).
 *
 * @throws IntegratorError `invalid-definition` for an unknown directive and for a part that is named twice
 */
export function compileStrptime(field: Field, pattern: string): StrptimePattern {
  const found: Directive[] = [];
  let source = '';
  const tokens = tokenize(pattern);
  tokens.forEach((token, index) => {
    if (!isDirective(token)) {
      source += literal(token === '%%' ? '%' : token);
      return;
    }
    const directive = findDirective(field, token);
    if (found.some(({ part }) => part === directive.part)) throw namedTwice(field, directive.part);
    found.push(directive);
    const glued = [tokens[index - 1], tokens[index + 1]].some(isDirective);
    source += `(${glued ? directive.source.replace('{1,2}', '{2}') : directive.source})`;
  });
  const expression = new RegExp(`^${source}$`, 'iu');
  const named = new Set(found.map(({ part }) => part));
  return {
    parts: partsOf(field, named),
    match(text) {
      const groups = expression.exec(text);
      if (groups === null) return undefined;
      const values = { ...NOTHING_NAMED };
      let group = 0;
      for (const { part, value } of found) values[part] = value(groups[++group] ?? '');
      return momentOf(values);
    },
  };
}

function tokenize(pattern: string): string[] {
  const full = pattern.replace(/%./gsu, (token) => ABBREVIATIONS.get(token.slice(1)) ?? token);
  return full.match(/%.?|[^%]+/gsu) ?? [];
}

function isDirective(token: string | undefined): boolean {
  return token !== undefined && token.startsWith('%') && token !== '%%';
}

function findDirective(field: Field, token: string): Directive {
  const directive = DIRECTIVES.get(token.slice(1));
  if (directive !== undefined) return directive;
  const known = [...DIRECTIVES.keys(), ...ABBREVIATIONS.keys()].map((name) => `%${name}`).join(' ');
  throw definitionError(field, 'format', `expected the directives ${known}, got ${token}`);
}

function namedTwice(field: Field, part: NamedPart): Error {
  return definitionError(field, 'format', `expected each part once, got the ${part} twice`);
}
