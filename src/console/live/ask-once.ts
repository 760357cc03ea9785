import { ApiProblem } from '../../client/api-problem.js';

/** Before the names of what was asked for and not answered yet, where the browser keeps it. */
const PREFIX = 'integrator-key-of:';

/**
 * Asks for something with an `Idempotency-Key` that stays until the API has answered: asked for again after a reload,
 * or after the line broke, it is done once. A refusal is an answer as well.
 *
 * @param name of what is asked for: the page, the site, what it is of.
 * @throws what `ask` throws.
 */
export async function askOnce<Answer>(name: string, ask: (key: string) => Promise<Answer>): Promise<Answer> {
  const kept = sessionStorage.getItem(PREFIX + name);
  const key = kept ?? newKey();
  sessionStorage.setItem(PREFIX + name, key);
  try {
    const answer = await ask(key);
    askAnew(name);
    return answer;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    askAnew(name);
    // What was not answered was something else: this is asked for the first time.
    if (kept !== null && error.code === 'idempotency-key-reused') return askOnce(name, ask);
    throw error;
  }
}

/** What is asked for from now on is not what was asked for before, even where it reads the same. */
export function askAnew(name: string): void {
  sessionStorage.removeItem(PREFIX + name);
}

/** The API knows what became of it; else it may still be done. */
function isRefusal(error: unknown): error is ApiProblem {
  return error instanceof ApiProblem && error.status >= 400 && error.status < 500;
}

/** `crypto.randomUUID` is there only over HTTPS. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
