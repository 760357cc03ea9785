import { api } from '../../../api.js';
import { answerOf } from '../../../../client/create-client.js';
import { useQuery } from '../../../live/use-query.js';
import { useResource, type Resource } from '../../../live/use-resource.js';
import type { Fault, Reject } from './reject.js';

/** Which rejects are shown by whether their correction has gone through. */
export const SHOWN = { open: 'To correct', resolved: 'Resolved', all: 'All' } as const;
export type Shown = keyof typeof SHOWN;

/** What the address says of which rejects are shown. */
export interface RejectFilter {
  field?: string | undefined;
  code?: Fault['code'] | undefined;
  shown: Shown;
}

/** A page of rejects, as the address says; pages follow each other by cursor. */
export interface ShownRejects extends Resource<{ items: Reject[]; next?: string }> {
  filter: RejectFilter;
  /** Shows the first page of others. */
  show: (filter: Partial<RejectFilter>) => void;
  /** Which page it is, from 1. */
  page: number;
  previous: (() => void) | undefined;
  next: (() => void) | undefined;
}

const RESOLVED = { open: 'false', resolved: 'true', all: undefined } as const;

export function useRejects(run: string): ShownRejects {
  const { query, change } = useQuery();
  const { field, after = '' } = query;
  const code = query.code as Fault['code'];
  const shown = query.shown === 'resolved' || query.shown === 'all' ? query.shown : 'open';
  // The cursors of all pages up to this one: of a cursor alone nobody knows what comes before.
  const cursors = after === '' ? [] : after.split(',');
  const cursor = cursors.at(-1);

  const rejects = useResource(
    (signal) => {
      const asked = { field, code, resolved: RESOLVED[shown], cursor };
      return answerOf(
        api.GET('/api/v1/runs/{run}/rejects', { params: { path: { run }, query: withoutUndefined(asked) }, signal }),
      );
    },
    [run, field, code, shown, cursor],
  );
  const following = rejects.data?.next;
  const turnTo = (to: string[]) => change({ after: to.join(',') });
  return {
    ...rejects,
    filter: { field, code, shown },
    show: (other) => {
      const { shown: next, ...filter } = { field, code, shown, ...other };
      change({ ...filter, shown: next === 'open' ? undefined : next, after: undefined });
    },
    page: cursors.length + 1,
    previous: cursors.length === 0 ? undefined : () => turnTo(cursors.slice(0, -1)),
    next: following === undefined ? undefined : () => turnTo([...cursors, following]),
  };
}

function withoutUndefined<Values extends object>(
  values: Values,
): { [Name in keyof Values]?: NonNullable<Values[Name]> } {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as { [Name in keyof Values]?: NonNullable<Values[Name]> };
}
