import { useEffect, useState } from 'preact/hooks';

import type { ApiProblem } from '../../../client/api-problem.js';
import { problemOf } from '../../live/use-resource.js';
import { checkText } from './definition-calls.js';
import type { Definition } from './definition.js';
import type { TextIssue } from './editor/diagnostics.js';

/** How long after the last letter a text is checked, in milliseconds. */
const PAUSE = 400;

/** What the API says of a text that is being written. */
export interface Check {
  /** What is wrong in it, with its lines. */
  issues: readonly TextIssue[];
  /** What else stands against saving it. */
  problem: ApiProblem | undefined;
}

const NOTHING: Check = { issues: [], problem: undefined };

/** Checks a text while it is written, as saving it would. @param definition undefined: it is not checked. */
export function useCheck(definition: Definition | undefined, text: string): Check {
  const [check, setCheck] = useState(NOTHING);
  const name = definition?.name;
  useEffect(() => {
    if (definition === undefined) {
      setCheck(NOTHING);
      return undefined;
    }
    const over = new AbortController();
    const timer = setTimeout(() => {
      void checkNow(definition, text, over.signal).then((found) => {
        if (!over.signal.aborted) setCheck(found);
      });
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      over.abort();
    };
  }, [name, text]);
  return check;
}

async function checkNow(definition: Definition, text: string, signal: AbortSignal): Promise<Check> {
  try {
    await checkText(definition, text, signal);
    return NOTHING;
  } catch (error) {
    const problem = problemOf(error);
    if (problem.code !== 'invalid-definition') return { issues: [], problem };
    return problem.errors.length > 0 ? { issues: problem.errors, problem: undefined } : { issues: [], problem };
  }
}
