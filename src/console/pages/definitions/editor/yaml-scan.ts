/** A name in a mapping, or a position in a list, from the outermost on. */
export type Path = readonly (string | number)[];

/** A name or an item in block style, and the column it stands at. */
interface Level {
  column: number;
  step: string | number;
}

/** A mapping or a list in brackets, and which part of it is being read; undefined: the name of one. */
interface Bracket {
  kind: '{' | '[';
  step: string | number | undefined;
}

const NAME = /^("[^"]*"|'[^']*'|[^\s#'"{}[\],-][^:#]*?|-[^\s:#][^:#]*?)\s*:(?=\s|$)/;

/**
 * Reads YAML as far as is needed to know where one is in it: also one that is not whole yet, as while it is typed, which
 * no parser takes. Line by line, by columns and brackets.
 */
export class YamlScan {
  /** The names in each mapping, by its path, with the values that are no mappings or lists. */
  readonly names = new Map<string, Map<string, string>>();
  /** What was read of the last part of the text, which may go on. */
  token = '';
  /** What the last part of the text is: a name in brackets, a value, or either of them. */
  part: 'name' | 'value' | 'either' = 'either';
  private levels: Level[] = [];
  private brackets: Bracket[] = [];
  private quote: string | undefined;
  /** The column of the name whose text of several lines is read. */
  private textOf: number | undefined;
  /** The column of a line that is no more than begun: what stands there or further in is not around it. */
  private begunAt: number | undefined;

  constructor(text: string) {
    for (const line of text.split('\n')) this.readLine(line);
  }

  /** Where the text ends; without the name that is being written. */
  get path(): Path {
    const around = this.levels.filter(({ column }) => this.begunAt === undefined || column < this.begunAt);
    const inBrackets = this.brackets.flatMap(({ step }) => (step === undefined ? [] : [step]));
    return [...around.map(({ step }) => step), ...inBrackets];
  }

  private readLine(line: string): void {
    this.begunAt = undefined;
    if (this.brackets.length > 0) {
      this.readBrackets(line);
      return;
    }
    const column = line.length - line.trimStart().length;
    if (this.textOf !== undefined && (line.trim() === '' || column > this.textOf)) {
      this.beginPart('value', '');
      return;
    }
    this.textOf = undefined;
    this.readBlock(line, column);
  }

  private readBlock(line: string, column: number): void {
    const rest = line.slice(column);
    const [dash] = /^-(\s+|$)/.exec(rest) ?? [];
    const name = NAME.exec(rest)?.[1];
    if (dash !== undefined) {
      this.beginItem(column);
      this.readBlock(line.padEnd(column + 2), column + Math.max(dash.length, 2));
    } else if (name !== undefined) {
      this.endLevels(column);
      this.note(unquoted(name));
      this.levels.push({ column, step: unquoted(name) });
      this.readValue(rest.slice(rest.indexOf(':', name.length) + 1), column);
    } else if (/^[{[]/.test(rest)) {
      this.endLevels(column);
      this.readBrackets(rest);
    } else {
      // Whatever it becomes, a blank line or a comment ends nothing.
      this.beginPart('either', rest);
      this.begunAt = column;
    }
  }

  private readValue(text: string, column: number): void {
    const value = text.trimStart();
    if (/^[|>]/.test(value)) this.textOf = column;
    this.beginPart('value', value);
    if (/^[{[]/.test(value)) this.readBrackets(value);
    else this.noteValue(value.replace(/(^|\s)#.*/, ''));
  }

  private readBrackets(line: string): void {
    this.token = '';
    for (let at = 0; at < line.length; at += 1) {
      const char = line.charAt(at);
      if (char === '#' && this.quote === undefined && /^\s?$/.test(line.charAt(at - 1))) {
        this.endToken();
        return;
      }
      this.readInBrackets(char, line.charAt(at + 1));
      if (this.brackets.length === 0) {
        this.beginPart('value', '');
        return;
      }
    }
  }

  private readInBrackets(char: string, next: string): void {
    const top = this.brackets.at(-1);
    if (this.quote !== undefined) {
      if (char === this.quote) this.quote = undefined;
      this.token += char;
    } else if (/['"]/.test(char) && this.token === '') {
      this.quote = this.token = char;
    } else if (char === '{' || char === '[') {
      this.brackets.push({ kind: char, step: char === '[' ? 0 : undefined });
      this.beginPart(char === '[' ? 'either' : 'name', '');
    } else if (char === '}' || char === ']') {
      this.noteValue(this.token);
      this.brackets.pop();
      this.beginPart('value', '');
    } else if (char === ',' && top !== undefined) {
      this.noteValue(this.token);
      top.step = typeof top.step === 'number' ? top.step + 1 : undefined;
      this.beginPart(top.kind === '[' ? 'either' : 'name', '');
    } else if (char === ':' && top?.kind === '{' && top.step === undefined && /^\s?$/.test(next)) {
      this.note(unquoted(this.token));
      top.step = unquoted(this.token);
      this.beginPart('value', '');
    } else {
      this.token = (this.token + char).trimStart();
    }
  }

  private endToken(): void {
    this.noteValue(this.token);
    this.token = '';
  }

  private beginItem(column: number): void {
    const before = this.levels.find((level) => level.column === column && typeof level.step === 'number')?.step;
    this.levels = this.levels.filter(
      (level) => level.column < column || (level.column === column && typeof level.step === 'string'),
    );
    this.levels.push({ column, step: typeof before === 'number' ? before + 1 : 0 });
  }

  /** What stands at a column ends what stands there or further in. */
  private endLevels(column: number): void {
    this.levels = this.levels.filter((level) => level.column < column);
  }

  private beginPart(part: YamlScan['part'], token: string): void {
    this.part = part;
    this.token = token;
  }

  private noteValue(text: string): void {
    const path = this.path;
    const name = path.at(-1);
    if (this.part === 'name' || typeof name !== 'string' || text.trim() === '') return;
    this.namesIn(path.slice(0, -1)).set(name, unquoted(text));
  }

  private note(name: string): void {
    this.namesIn(this.path).set(name, '');
  }

  private namesIn(path: Path): Map<string, string> {
    const key = JSON.stringify(path);
    const known = this.names.get(key) ?? new Map<string, string>();
    this.names.set(key, known);
    return known;
  }
}

function unquoted(text: string): string {
  return text.trim().replace(/^(['"])(.*)\1$/, '$2');
}
