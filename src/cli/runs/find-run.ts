import { ApiProblem } from '../../client/api-problem.js';
import { answerOf } from '../../client/create-client.js';
import { given } from '../given.js';
import type { Session } from '../session.js';

const RUN_ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * The id of a run that is named by its id, or by its Run Name: of those of the site that have it, the newest
 * that began.
 *
 * @throws ApiProblem `run-not-found` where none has it.
 */
export async function findRun(session: Session, name: string): Promise<string> {
  if (RUN_ID.test(name)) return name;
  const site = session.site();
  let refused: string | undefined;
  for (let cursor: string | undefined; ;) {
    const params = { path: { site }, query: { q: name, limit: 500, ...given({ cursor }) } };
    const { items, next } = await answerOf(session.api.GET('/api/v1/sites/{site}/runs', { params }));
    const named = items.filter((run) => run.name === name);
    const began = named.find(({ status }) => status !== 'Not Run');
    if (began !== undefined) return began.id;
    // A request that was refused because the name was taken is a row of that name as well.
    refused ??= named[0]?.id;
    cursor = next;
    if (cursor === undefined) break;
  }
  if (refused !== undefined) return refused;
  const detail = `Site ${site} has no run ${name}. integrator runs lists those there are, with their ids.`;
  throw new ApiProblem({ type: 'about:blank', title: 'Run not found', status: 404, detail, code: 'run-not-found' });
}
