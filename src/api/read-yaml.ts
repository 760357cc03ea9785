import { isAlias, isCollection, isScalar, Lexer, LineCounter, parseDocument, Parser, visit } from 'yaml';
import type { Document, Node } from 'yaml';

import { TextPlaces, type Place } from './text-places.js';

/** So many aliases no definition needs; more are a bomb. */
const MAX_ALIASES = 100;
/** So deep no definition is. A parser that runs out of stack takes the whole process with it. */
const MAX_DEPTH = 100;
/** How much of what the parser says is repeated, in characters: it quotes the text. */
const QUOTED = 200;

/** What a text holds, and at which place something of it is no good. */
type Refuse = (node: Node, why: string) => never;

/** Why a text cannot be read: in words, with the place where one is known. */
export class UnreadableText extends Error {
  override readonly name = 'UnreadableText';

  constructor(
    message: string,
    readonly place?: Place,
  ) {
    super(message);
  }
}

/** What a text holds, and where its parts stand in it. */
export interface ReadText {
  value: unknown;
  places: TextPlaces;
}

/**
 * What a text in YAML holds, or in JSON, which is a part of it. Names stand once each and are texts, so that nothing of
 * what was written is lost; and no text takes more time or memory than it has bytes.
 *
 * @throws UnreadableText for one that is neither, or too deep, for aliases that are a bomb or lead back to themselves, for a name that
 *   stands twice, is no text, or is `__proto__`.
 */
export function readYaml(text: string): ReadText {
  requireShallow(text);
  const lineCounter = new LineCounter();
  const refuseAt = (offset: number, why: string): never => {
    const { line, col } = lineCounter.linePos(offset);
    throw new UnreadableText(`${why} at line ${line}, column ${col}`, { line, column: col });
  };
  // The parser's own check of names compares each with every other one: seconds, where there are thousands. Its pretty
  // errors quote the text for each of them, and only the first is told.
  const how = { uniqueKeys: false, prettyErrors: false, logLevel: 'error', schema: 'core', lineCounter } as const;
  const document = parseDocument(text, how);
  const [error] = document.errors;
  if (error !== undefined) refuseAt(error.pos[0], error.message.slice(0, QUOTED));
  requireSound(document, ({ range }, why) => refuseAt(range?.[0] ?? 0, why));
  try {
    return { value: document.toJS({ maxAliasCount: MAX_ALIASES }), places: new TextPlaces(document, lineCounter) };
  } catch (bomb) {
    if (!(bomb instanceof ReferenceError)) throw bomb;
    throw new UnreadableText(bomb.message);
  }
}

/** The parser of tokens alone does not call itself: what it has open tells how deep it is, before anything is built. */
function requireShallow(text: string): void {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    Array.from(parser.next(lexeme));
    if (parser.stack.length > MAX_DEPTH) throw new UnreadableText(`It is nested more than ${MAX_DEPTH} deep`);
  }
}

function requireSound(document: Document.Parsed, refuse: Refuse): void {
  let aliases = 0;
  visit(document, {
    Alias: (_, alias, ancestors) => {
      aliases += 1;
      if (aliases > MAX_ALIASES) refuse(alias, `More than ${MAX_ALIASES} aliases`);
      const meant = alias.resolve(document);
      if (meant === undefined) refuse(alias, `The alias of nothing: ${alias.source.slice(0, QUOTED)}`);
      if (isCollection(meant) && ancestors.includes(meant)) refuse(alias, 'An alias of what it is a part of');
    },
    Map: (_, { items }) => {
      const names = new Set<string>();
      for (const { key } of items) requireName(key as Node, names, refuse);
    },
  });
}

function requireName(key: Node, names: Set<string>, refuse: Refuse): void {
  if (isAlias(key) || !isScalar(key)) return refuse(key, 'Map keys must be texts');
  const name = String(key.value);
  if (name === '__proto__') refuse(key, 'Map keys must be other than __proto__');
  if (names.has(name)) refuse(key, 'Map keys must be unique');
  names.add(name);
}
