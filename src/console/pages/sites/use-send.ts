import { ApiProblem } from '../../../client/api-problem.js';
import { answerOf } from '../../../client/create-client.js';
import { api } from '../../api.js';
import { askOnce } from '../../live/ask-once.js';
import { useAction, type Action } from '../../live/use-action.js';
import { useTell } from '../../parts/messages.js';

/** What a site that does not run answers: expected, and the task is Pending Changed then. */
const NOT_RUNNING = ['site-stopped', 'site-stopping'];

/** Send All and Send Changed of a task. */
export function useSend(site: string, integration: string, onDone: () => void): Action<['all' | 'changed']> {
  const tell = useTell();
  return useAction(async (kind: 'all' | 'changed') => {
    const ask = (key: string) => {
      const params = { path: { site, integration }, header: { 'Idempotency-Key': key } };
      return kind === 'all'
        ? api.POST('/api/v1/sites/{site}/integrations/{integration}/send-all', { params })
        : api.POST('/api/v1/sites/{site}/integrations/{integration}/send-changed', { params });
    };
    try {
      const run = await askOnce(`send ${kind} ${site}/${integration}`, (key) => answerOf(ask(key)));
      if (run.endedAt === undefined) tell(`${run.name} is In-Progress`);
      // Asked for before, perhaps long ago, and not answered then.
      else tell(`${run.name} is ${run.status} already. If it is an earlier one, press again to send anew.`, 'warning');
    } catch (error) {
      if (!(error instanceof ApiProblem) || !NOT_RUNNING.includes(error.code)) throw error;
      tell(error.message, 'warning');
    } finally {
      onDone();
    }
  });
}
