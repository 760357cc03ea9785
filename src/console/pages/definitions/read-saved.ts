import { ApiProblem } from '../../../client/api-problem.js';
import { readText } from './definition-calls.js';
import type { Definition } from './definition.js';

/** A definition as it is saved in YAML; or why there is none. */
export type Saved = { text: string; absent?: undefined } | { text?: undefined; absent: ApiProblem };

export async function readSaved(definition: Definition, signal?: AbortSignal): Promise<Saved> {
  try {
    return { text: await readText(definition, signal) };
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return { absent: error };
    throw error;
  }
}
