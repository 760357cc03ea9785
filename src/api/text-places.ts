import { isAlias, isMap, isScalar, isSeq, type Document, type LineCounter, type Node } from 'yaml';

import { NO_SUCH_PROPERTY, type DefinitionIssue } from '../model/definition-issues.js';

/** Where something stands in a text: both count from 1. */
export interface Place {
  line: number;
  column: number;
}

/** A part of a text, and the name it has in the mapping it is a part of. */
interface Part {
  name?: Node | null;
  value: Node | null;
}

/** Where the parts of what a text in YAML, or JSON, holds stand in it. */
export class TextPlaces {
  constructor(
    private readonly document: Document.Parsed,
    private readonly lines: LineCounter,
  ) {}

  /**
   * Where to mend what is wrong: at a value, or at the name of a list, a mapping, or a property that there is not. What
   * is not in the text is mended where the mapping or the list begins that lacks it.
   */
  of({ path, message }: Pick<DefinitionIssue, 'path' | 'message'>): Place {
    const { part, isWhole } = this.find(path);
    const isName = isWhole && (message === NO_SUCH_PROPERTY || !isWrittenScalar(part.value));
    const node = (isName ? part.name : undefined) ?? part.value ?? part.name;
    const { line, col } = this.lines.linePos(node?.range?.[0] ?? 0);
    return { line, column: col };
  }

  /** The part at a path, or the innermost one on the way to it. */
  private find(path: string): { part: Part; isWhole: boolean } {
    let part: Part = { value: this.document.contents };
    for (let rest = path; rest !== '';) {
      const step = stepInto(this.meant(part.value), rest);
      if (step === undefined) return { part, isWhole: false };
      ({ part, rest } = step);
    }
    return { part, isWhole: true };
  }

  private meant(node: Node | null): Node | null {
    return isAlias(node) ? (node.resolve(this.document) ?? null) : node;
  }
}

/** A property without a value has nothing to point at. */
function isWrittenScalar(node: Node | null): boolean {
  if (!isScalar(node)) return isAlias(node);
  const [start, end] = node.range ?? [0, 0];
  return start < end;
}

/** The part that the path names first, and what is left of the path; undefined where the node has no such part. */
function stepInto(node: Node | null, path: string): { part: Part; rest: string } | undefined {
  if (isSeq(node)) {
    const [written = '', index] = /^\[(\d+)\]/.exec(path) ?? [];
    const value = node.items[Number(index)] as Node | undefined;
    return value === undefined ? undefined : { part: { value }, rest: path.slice(written.length) };
  }
  if (!isMap(node)) return undefined;
  const rest = path.replace(/^\./, '');
  const entries = node.items.map(({ key, value }) => ({ name: key as Node, value: value as Node | null }));
  // A name may have dots itself: of those that fit, the longest one is meant.
  const [entry] = entries
    .filter(({ name }) => startsWithName(rest, nameOf(name)))
    .sort((one, other) => nameOf(other.name).length - nameOf(one.name).length);
  return entry && { part: entry, rest: rest.slice(nameOf(entry.name).length) };
}

function nameOf(key: Node): string {
  return isScalar(key) ? String(key.value) : '';
}

function startsWithName(path: string, name: string): boolean {
  return path.startsWith(name) && ['', '.', '['].includes(path.charAt(name.length));
}
