import type { AnswerBody } from '../../support/http-client.js';
import type { PatientClient } from './patient-client.js';

/** How long a run may take, with everything that is broken meanwhile, in milliseconds. */
const ENDED_WITHIN = 300_000;

/**
 * Asks for a run, by the same Idempotency-Key until it is known to have ended: as a caller does who is cut off again and
 * again, and does not know what was heard of him.
 *
 * @throws Error where the run is refused, or is stuck.
 */
export async function askForRun(http: PatientClient, path: string, body: object, key: string): Promise<AnswerBody> {
  const headers = { 'Idempotency-Key': key, Prefer: 'wait=15' };
  for (const deadline = Date.now() + ENDED_WITHIN; ;) {
    const answer = await http.post(path, body, headers);
    if (answer.status === 200) return answer.body;
    if (Date.now() > deadline) throw new Error(`The run ${key} of ${path} is stuck: ${answer.text}`);
  }
}
