import { useEffect, useRef, useState } from 'preact/hooks';

import type { ApiProblem } from '../../client/api-problem.js';
import { problemOf } from '../live/use-resource.js';
import { uploadFile } from './upload-file.js';

/** A file on its way to the site. */
export interface Upload {
  /** The name of what goes up, and how much of it has: from 0 to 1. */
  current: { name: string; part: number } | undefined;
  problem: ApiProblem | undefined;
  start: (file: File) => void;
  cancel: () => void;
  /** Forgets the problem. */
  reset: () => void;
}

/** @param onDone told the name that stands for the file on the site. */
export function useUpload(site: string, onDone: (name: string) => void): Upload {
  const [current, setCurrent] = useState<Upload['current']>();
  const [problem, setProblem] = useState<ApiProblem>();
  const underWay = useRef<AbortController>(undefined);
  // What was entered beside it meanwhile is not to be lost.
  const latest = useRef(onDone);
  latest.current = onDone;
  useEffect(() => () => underWay.current?.abort(), []);

  const start = (file: File): void => {
    underWay.current?.abort();
    const mine = (underWay.current = new AbortController());
    const { signal } = mine;
    const { name } = file;
    setProblem(undefined);
    setCurrent({ name, part: 0 });
    uploadFile(site, file, { signal, onProgress: (part) => !signal.aborted && setCurrent({ name, part }) })
      .then(
        (stored) => latest.current(stored),
        (error: unknown) => !signal.aborted && setProblem(problemOf(error)),
      )
      .finally(() => underWay.current === mine && setCurrent(undefined));
  };
  return { current, problem, start, cancel: () => underWay.current?.abort(), reset: () => setProblem(undefined) };
}
