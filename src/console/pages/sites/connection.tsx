import { useState } from 'preact/hooks';

import { answerOf } from '../../../client/create-client.js';
import { api, type Api } from '../../api.js';
import { useAction } from '../../live/use-action.js';
import { Button } from '../../parts/button.js';
import { ProblemNote } from '../../parts/problem-note.js';
import { useMay } from '../../shell/caller.js';

interface ConnectionProps {
  site: string;
  name: string;
  kind: string;
  armed: Api['Site']['armed'][string] | undefined;
}

/** A connection, and whether it is established when one asks. */
export function Connection({ site, name, kind, armed }: ConnectionProps) {
  const may = useMay('operator', site);
  const [found, setFound] = useState<{ established: boolean; line: string; problem?: string }>();
  const check = useAction(async () => {
    const params = { path: { site, connection: name } };
    setFound(await answerOf(api.GET('/api/v1/sites/{site}/connections/{connection}/check', { params })));
  });
  return (
    <li class="stack tight">
      <div class="row apart">
        <span>
          <strong>{name}</strong> <span class="soft">{kind}</span>
        </span>
        <Button
          disabled={!may}
          busy={check.busy}
          aria-label={`Check now: ${name}`}
          onClick={() => void check.perform()}
        >
          Check now
        </Button>
      </div>
      {armed !== undefined && (
        <p class="note warning">
          Armed to write to an endpoint of a LIVE site, by {armed.by}: {armed.reason}
        </p>
      )}
      {found !== undefined && (
        <p class={`note ${found.established ? 'good' : 'bad'}`} role="status">
          {found.line}
        </p>
      )}
      <ProblemNote problem={check.problem} />
    </li>
  );
}
