import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';

import { api } from '../api.js';
import { answerOf } from '../../client/create-client.js';
import { useResource } from '../live/use-resource.js';
import { ProblemNote } from '../parts/problem-note.js';
import { givenKey } from '../session.js';
import { WhoAsks } from './caller.js';
import { SignIn } from './sign-in.js';

/** Shows what is inside to whoever may use the API; asks others for a key. */
export function CallerGate({ children }: { children: ComponentChildren }) {
  const hadKey = useRef(false);
  const caller = useResource((signal) => {
    hadKey.current = givenKey() !== undefined;
    return answerOf(api.GET('/api/v1/caller', { signal }));
  }, []);
  if (caller.data !== undefined) return <WhoAsks.Provider value={caller.data}>{children}</WhoAsks.Provider>;
  if (caller.problem?.status === 401) {
    return <SignIn refused={hadKey.current ? caller.problem : undefined} onKey={caller.refresh} />;
  }
  if (caller.problem === undefined) return null;
  return (
    <main class="page">
      <ProblemNote problem={caller.problem} onRetry={caller.refresh} />
    </main>
  );
}
