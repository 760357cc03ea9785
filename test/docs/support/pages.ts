import { readdirSync } from 'node:fs';
import { join } from 'node:path';

export const PROJECT = join(import.meta.dirname, '../../..');

/** Every page of the documentation, from the project's folder: `docs/how-to/schedule.md`. */
export function pages(): string[] {
  return readdirSync(join(PROJECT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name))
    .sort();
}
