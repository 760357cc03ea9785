import { useRef } from 'preact/hooks';

import { useKeptState } from '../../../live/use-kept-state.js';
import type { Edit, Edits, Reject, RejectColumn } from './reject.js';

interface Entered {
  edits: Edits;
  /** What was said of records that would be sent, or not, of themselves: those that were edited are. */
  chosen: Readonly<Record<number, boolean>>;
}

/** What was entered to correct the rejects of a run, and which of them are to be sent. A reload keeps it. */
export interface Corrections {
  edits: Edits;
  /** The records that are to be sent, in their order. */
  toSend: number[];
  edit: (reject: Reject, column: string, text: string) => void;
  choose: (records: readonly number[], isChosen: boolean) => void;
  /** Forgets what was entered for records: they are on their way. */
  forget: (records: readonly number[]) => void;
}

const NOTHING: Entered = { edits: {}, chosen: {} };

export function useCorrections(run: string, columns: readonly RejectColumn[]): Corrections {
  const [entered, keep] = useKeptState(`corrections of ${run}`, NOTHING);
  const latest = useRef(entered);
  latest.current = entered;
  const change = (changes: Partial<Entered>) => {
    latest.current = { ...latest.current, ...changes };
    keep(latest.current);
  };

  return {
    edits: entered.edits,
    toSend: recordsToSend(entered),
    edit: (reject, column, text) => {
      const { edits } = latest.current;
      const { [reject.record]: before = blankOf(reject, columns), ...others } = edits;
      const edit = withoutSame(reject, { ...before, [column]: text });
      change({ edits: edit === undefined ? others : { ...others, [reject.record]: edit } });
    },
    choose: (records, isChosen) => {
      const said = Object.fromEntries(records.map((record) => [record, isChosen]));
      change({ chosen: { ...latest.current.chosen, ...said } });
    },
    forget: (records) => {
      const { edits, chosen } = latest.current;
      change({ edits: without(edits, records), chosen: without(chosen, records) });
    },
  };
}

function recordsToSend({ edits, chosen }: Entered): number[] {
  const named = new Set([...Object.keys(edits), ...Object.keys(chosen)].map(Number));
  return [...named]
    .filter((record) => chosen[record] ?? edits[record] !== undefined)
    .toSorted((one, other) => one - other);
}

/** A line that could not be read has no texts that would stay: each column is given one. */
function blankOf({ values }: Reject, columns: readonly RejectColumn[]): Edit {
  return values === undefined ? Object.fromEntries(columns.map(({ name }) => [name, ''])) : {};
}

/** What differs from the reject; undefined where nothing does. */
function withoutSame({ values }: Reject, edit: Edit): Edit | undefined {
  const entries = Object.entries(edit);
  if (values === undefined) return entries.every(([, text]) => text === '') ? undefined : edit;
  const changed = entries.filter(([column, text]) => text !== values[column]);
  return changed.length === 0 ? undefined : Object.fromEntries(changed);
}

function without<Value>(by: Readonly<Record<number, Value>>, records: readonly number[]): Record<number, Value> {
  return Object.fromEntries(Object.entries(by).filter(([record]) => !records.includes(Number(record))));
}
