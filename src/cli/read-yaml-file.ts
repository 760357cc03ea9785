import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';

import { UsageError } from './usage-error.js';

/** The text of a file that was named; `-` is standard input. @throws UsageError where there is none. */
export async function readTextFile(path: string): Promise<string> {
  if (path === '-') return text(process.stdin);
  return readFile(path, 'utf8').catch(() => {
    throw new UsageError(`There is no file ${path}.`);
  });
}

/** What a file of YAML or JSON says. @throws UsageError where it is none, with the line. */
export async function readYamlFile(path: string): Promise<unknown> {
  const content = await readTextFile(path);
  // Loaded here: only some commands read YAML, and each one should begin at once.
  const { parse, YAMLParseError } = await import('yaml');
  try {
    return parse(content) as unknown;
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    throw new UsageError(`${path}: ${error.message}`);
  }
}
