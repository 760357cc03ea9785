import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const DOCKERFILE = join(import.meta.dirname, '../Dockerfile');
/** What decides how much memory a process takes. */
const OF_MEMORY = /^ENV (MALLOC_ARENA_MAX|NODE_OPTIONS)=(?:"(.+)"|(\S+))$/gm;

/** What the image sets for the memory of its processes, so that those that are measured are run like them. */
export async function imageEnvironment(): Promise<Record<string, string>> {
  const lines = (await readFile(DOCKERFILE, 'utf8')).matchAll(OF_MEMORY);
  return Object.fromEntries([...lines].map(([, name = '', quoted, value = '']) => [name, quoted ?? value]));
}
