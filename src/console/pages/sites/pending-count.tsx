import { useEffect, useState } from 'preact/hooks';

import { answerOf } from '../../../client/create-client.js';
import { api } from '../../api.js';
import { useAction } from '../../live/use-action.js';
import { Button } from '../../parts/button.js';
import { showCount } from '../../parts/show-count.js';
import { useMay } from '../../shell/caller.js';

interface PendingCountProps {
  site: string;
  integration: string;
  /** The last run of it: what was counted before it is no longer so. */
  last: string | undefined;
}

/** How many records Send Changed would send. Counting them reads the whole source, so it is done when asked for. */
export function PendingCount({ site, integration, last }: PendingCountProps) {
  const [pending, setPending] = useState<{ records: number; deletes: number }>();
  const may = useMay('operator', site);
  useEffect(() => setPending(undefined), [last]);
  const count = useAction(async () => {
    const params = { path: { site, integration } };
    setPending(await answerOf(api.GET('/api/v1/sites/{site}/integrations/{integration}/pending', { params })));
  });
  return (
    <div class="stack tight">
      {pending !== undefined && (
        <strong>
          {showCount(pending.records)} {pending.records === 1 ? 'record' : 'records'}
          {pending.deletes > 0 && `, ${showCount(pending.deletes)} to delete`}
        </strong>
      )}
      <div>
        <Button
          kind="plain"
          disabled={!may}
          busy={count.busy}
          aria-label={`Count what is pending of ${integration}`}
          onClick={() => void count.perform()}
        >
          {pending === undefined ? 'Count' : 'Count again'}
        </Button>
      </div>
      {count.problem !== undefined && (
        <span class="wrong" role="alert">
          {count.problem.message}
        </span>
      )}
    </div>
  );
}
