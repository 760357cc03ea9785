import { ApiProblem } from '../../client/api-problem.js';
import { answerOf } from '../../client/create-client.js';
import type { Session } from '../session.js';

const RUN_ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * The id of a run that is named by its id, or by its Run Name: of those of the site that have it, the newest
 * that began.
 *
 * @throws ApiProblem `run-not-found` where none has it.
 */
export async function findRun(session: Session, given: string): Promise<string> {
  if (RUN_ID.test(given)) return given;
  const site = session.site();
  const params = { path: { site }, query: { q: given, limit: 500 } };
  const { items } = await answerOf(session.api.GET('/api/v1/sites/{site}/runs', { params }));
  const named = items.filter(({ name }) => name === given);
  // A request that was refused because the name was taken is a row of that name as well.
  const found = named.find(({ status }) => status !== 'Not Run') ?? named[0];
  if (found !== undefined) return found.id;
  const detail = `Site ${site} has no run ${given}. integrator runs lists those there are, with their ids.`;
  throw new ApiProblem({ type: 'about:blank', title: 'Run not found', status: 404, detail, code: 'run-not-found' });
}
