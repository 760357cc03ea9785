import { api, type Api } from '../../api.js';
import { answerOf } from '../../../client/create-client.js';
import { useAction } from '../../live/use-action.js';
import { Button } from '../../parts/button.js';
import { useTell } from '../../parts/messages.js';
import { ProblemNote } from '../../parts/problem-note.js';
import { showTime } from '../../parts/show-time.js';
import { useMay } from '../../shell/caller.js';

interface PlannedStartProps {
  site: Api['Site'];
  planned: NonNullable<Api['Site']['plannedStart']>;
  onDone: () => void;
}

/** When a site will start by itself, and the way to take that back. */
export function PlannedStart({ site: { site, timeZone }, planned: { at, by, held }, onDone }: PlannedStartProps) {
  const tell = useTell();
  const may = useMay('operator', site);
  const takeBack = useAction(async () => {
    await answerOf(api.DELETE('/api/v1/sites/{site}/start', { params: { path: { site } } }));
    tell('No start is planned any more');
    onDone();
  });
  return (
    <div class="note stack tight">
      <div class="row apart">
        <span>
          Starts at <strong>{showTime(at, timeZone)}</strong>, planned by {by}
          {held === 'run' ? '; runs what is held' : '; forgets what is held'}
        </span>
        <Button disabled={!may} busy={takeBack.busy} onClick={() => void takeBack.perform()}>
          Take back
        </Button>
      </div>
      <ProblemNote problem={takeBack.problem} />
    </div>
  );
}
