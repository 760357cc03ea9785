import { YamlScan, type Path } from './yaml-scan.js';

/** Where in a text of YAML something is. */
export interface Place {
  path: Path;
  /** What stands there: the name of a property of `path`, its value, or, as on a new line, either of them. */
  part: 'name' | 'value' | 'either';
  /** What of it stands before the position. */
  written: string;
  /** The names in each mapping of the whole text, by `JSON.stringify` of its path, with their values in text. */
  names: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** What stands at a position of a text of YAML, which may not be whole yet. */
export function placeAt(text: string, position: number): Place {
  const { path, part, token } = new YamlScan(text.slice(0, position));
  return { path, part, written: token, names: new YamlScan(text).names };
}
