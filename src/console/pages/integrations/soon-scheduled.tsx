import { useQuery } from '../../live/use-query.js';
import { Button } from '../../parts/button.js';
import { showCount } from '../../parts/show-count.js';

/** Says that more is scheduled than stands above the runs. */
export function SoonScheduled({ shown, of }: { shown: number; of: number }) {
  const { change } = useQuery();
  return (
    <p class="soft">
      The next {shown} of {showCount(of)} that are scheduled, then the runs.{' '}
      <Button kind="plain" onClick={() => change({ status: 'Scheduled' })}>
        Show all scheduled
      </Button>
    </p>
  );
}
