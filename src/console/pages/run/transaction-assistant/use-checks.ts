import { useEffect, useState } from 'preact/hooks';

import type { ApiProblem } from '../../../../client/api-problem.js';
import { problemOf } from '../../../live/use-resource.js';
import { checkEdits, type EditOfRecord } from './check-edits.js';
import type { Edit, Edits, Fault } from './reject.js';

/** How long nothing must have been typed before it is checked, in milliseconds. */
const PAUSE = 300;
/** How many records the API checks at once. */
const MOST = 500;

/** What the API says of what was entered. */
export interface Checks {
  /** What was last found wrong with a record as it was edited; undefined where it was not checked yet. */
  faultsOf: (record: number) => readonly Fault[] | undefined;
  notChecked: string[];
  problem: ApiProblem | undefined;
}

/** The edits that were checked, each with what was found. */
type Checked = Readonly<Record<number, { edit: Edit; faults: readonly Fault[] }>>;

/** Has what is entered checked, as soon as nobody types for a moment. */
export function useChecks(run: string, edits: Edits, enabled: boolean): Checks {
  const [checked, setChecked] = useState<Checked>({});
  const [notChecked, setNotChecked] = useState<string[]>([]);
  const [problem, setProblem] = useState<ApiProblem>();

  useEffect(() => {
    const due = enabled ? notYetChecked(edits, checked) : [];
    if (due.length === 0) return undefined;
    const over = new AbortController();
    const check = async () => {
      try {
        const found = await checkEdits(run, due, over.signal);
        setProblem(undefined);
        setNotChecked(found.notChecked);
        setChecked((before) => ({ ...before, ...resultsOf(due, found.faults) }));
      } catch (error) {
        if (!over.signal.aborted) setProblem(problemOf(error));
      }
    };
    const timer = setTimeout(() => void check(), PAUSE);
    return () => {
      clearTimeout(timer);
      over.abort();
    };
  }, [run, edits, checked, enabled]);

  return { faultsOf: (record) => checked[record]?.faults, notChecked, problem };
}

function notYetChecked(edits: Edits, checked: Checked): EditOfRecord[] {
  return Object.entries(edits)
    .map(([record, values]) => ({ record: Number(record), values }))
    .filter(({ record, values }) => checked[record]?.edit !== values)
    .slice(0, MOST);
}

function resultsOf(edits: readonly EditOfRecord[], faults: ReadonlyMap<number, Fault[]>): Checked {
  return Object.fromEntries(
    edits.map(({ record, values }) => [record, { edit: values, faults: faults.get(record) ?? [] }]),
  );
}
