import { useEffect, useState } from 'preact/hooks';

import type { Api } from '../../api.js';
import type { Query } from '../../live/use-query.js';
import { Button } from '../../parts/button.js';
import { isFiltered, NO_FILTER, RUN_STATUSES, SCHEDULE_STATUSES, type RunFilter } from './run-filter.js';
import type { Runnable } from './runnable.js';

interface RunFiltersProps {
  filter: RunFilter;
  change: Query['change'];
  /** What can be run, to choose of. */
  runnables: readonly Runnable[];
}

type Status = Api['Run']['status'] | (typeof SCHEDULE_STATUSES)[number];
const STATUSES: readonly Status[] = [...RUN_STATUSES, ...SCHEDULE_STATUSES];

/** Which runs are listed: it all stands in the address. */
export function RunFilters({ filter, change, runnables }: RunFiltersProps) {
  const { status, integration, integrationSet, from, to } = filter;
  const replace = { replace: true };
  const of = integrationSet === undefined ? (integration ?? '') : `set:${integrationSet}`;
  return (
    <div class="run-filters" role="search" aria-label="Filter the runs">
      <label>
        Status
        <select value={status ?? ''} onChange={({ currentTarget: { value } }) => change({ status: value }, replace)}>
          <option value="">All</option>
          {STATUSES.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </label>
      <label>
        Integration
        <select
          value={of}
          onChange={({ currentTarget: { value } }) => {
            const set = value.startsWith('set:') ? value.slice('set:'.length) : undefined;
            change({ integrationSet: set, integration: set === undefined ? value : undefined }, replace);
          }}
        >
          <option value="">All</option>
          {runnables.map(({ name, isSet }) => (
            <option key={`${isSet} ${name}`} value={isSet ? `set:${name}` : name}>
              {name}
              {isSet && ' (set)'}
            </option>
          ))}
        </select>
      </label>
      <NameFilter text={filter.q ?? ''} onText={(q) => change({ q }, replace)} />
      <label>
        From
        <input
          type="date"
          value={from ?? ''}
          max={to}
          onChange={({ currentTarget: { value } }) => change({ from: value }, replace)}
        />
      </label>
      <label>
        To
        <input
          type="date"
          value={to ?? ''}
          min={from}
          onChange={({ currentTarget: { value } }) => change({ to: value }, replace)}
        />
      </label>
      {isFiltered(filter) && (
        <Button kind="plain" onClick={() => change(NO_FILTER, replace)}>
          Show all
        </Button>
      )}
    </div>
  );
}

/** How long after the last key the runs are looked up, in milliseconds. */
const TYPED = 50;

function NameFilter({ text, onText }: { text: string; onText: (text: string) => void }) {
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  useEffect(() => {
    if (typed === text) return undefined;
    const timer = setTimeout(() => onText(typed), TYPED);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <label class="grow">
      Integration Run Name
      <input
        type="search"
        value={typed}
        maxLength={200}
        placeholder="Part of the name"
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
      />
    </label>
  );
}
