import { useCallback, useRef, useState } from 'preact/hooks';

import type { ApiProblem } from '../../client/api-problem.js';
import { problemOf } from './use-resource.js';

/** Something an operator does: busy while it is done, and the problem where it could not be. */
export interface Action<Inputs extends unknown[]> {
  busy: boolean;
  problem: ApiProblem | undefined;
  /** Does it, unless it is being done already. Answers whether it was done. */
  perform: (...inputs: Inputs) => Promise<boolean>;
  /** Forgets the problem. */
  reset: () => void;
}

export function useAction<Inputs extends unknown[]>(act: (...inputs: Inputs) => Promise<unknown>): Action<Inputs> {
  const [state, setState] = useState<{ busy: boolean; problem: ApiProblem | undefined }>(IDLE);
  const busy = useRef(false);
  const latest = useRef(act);
  latest.current = act;

  const perform = useCallback(async (...inputs: Inputs): Promise<boolean> => {
    if (busy.current) return false;
    busy.current = true;
    setState({ busy: true, problem: undefined });
    try {
      await latest.current(...inputs);
      setState(IDLE);
      return true;
    } catch (error) {
      setState({ busy: false, problem: problemOf(error) });
      return false;
    } finally {
      busy.current = false;
    }
  }, []);

  const reset = useCallback(() => setState(IDLE), []);
  return { ...state, perform, reset };
}

const IDLE = { busy: false, problem: undefined };
