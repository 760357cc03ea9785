import { readFile } from 'node:fs/promises';

/** The only files that read the environment. */
const SOURCES = ['config.ts', 'cli-config.ts'].map((name) => new URL(`../../../src/${name}`, import.meta.url));

/**
 * A call that reads a variable, with its default where that is a literal: `text('INTEGRATOR_HOST', '127.0.0.1')`,
 * `choice('INTEGRATOR_AUTH', ['none', …`. An empty text, and port 0, stand for none.
 */
const CALL = /\b\w+\('([A-Z][A-Z_]+)'(?:, (?:\[?'([^']+)'|([1-9]\d*)))?/g;

/** Every variable that the sources read, with its default; undefined where it has none, or one that is no literal. */
export async function readVariables(): Promise<Map<string, string | undefined>> {
  const sources = await Promise.all(SOURCES.map((file) => readFile(file, 'utf8')));
  const calls = sources.flatMap((source) => [...source.matchAll(CALL)]);
  return new Map(calls.map(([, name = '', text, number]) => [name, text ?? number]));
}
