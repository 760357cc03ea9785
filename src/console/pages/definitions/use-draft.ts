import { useKeptState } from '../../live/use-kept-state.js';

/** What is entered of a definition and not saved yet. */
interface Entered {
  /** What was saved when it was begun; absent where nothing was. */
  base?: string | undefined;
  text: string;
}

/** A definition as it is being written. It survives a reload. */
export interface Draft {
  text: string;
  /** Whether it is another text than the one that is saved. */
  isChanged: boolean;
  /** What was saved when it was begun. */
  base: string | undefined;
  /** Whether something else has been saved since. */
  isOvertaken: boolean;
  write: (text: string) => void;
  /** Forgets it for what is saved. */
  discard: () => void;
  /** Goes on with it as if it had been begun with what is saved now. */
  rebase: () => void;
}

/**
 * @param key names it where the browser keeps it.
 * @param saved the definition as it is saved; undefined where there is none.
 * @param start what one begins with where there is none.
 */
export function useDraft(key: string, saved: string | undefined, start = ''): Draft {
  const [entered, keep, forget] = useKeptState<Entered | null>(key, null);
  const begun = saved ?? start;
  const base = entered === null ? saved : entered.base;
  return {
    text: entered?.text ?? begun,
    isChanged: entered !== null,
    base,
    isOvertaken: base !== saved,
    write: (text) => (text === begun ? forget() : keep({ base, text })),
    discard: forget,
    rebase: () => entered !== null && keep({ ...entered, base: saved }),
  };
}
