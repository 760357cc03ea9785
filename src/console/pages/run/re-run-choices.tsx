import { Checkbox } from '../../parts/checkbox.js';
import type { Run } from './run.js';

/** What of a run is to be other when it is repeated; what is absent is as it was, on the definition as it is now. */
export interface ReRunChosen {
  definition?: 'as-run';
  from?: 'failed';
  liftGuards?: ('maxRejects' | 'maxDeletes' | 'recordCount')[];
  dryRun?: boolean;
}

interface ReRunChoicesProps {
  run: Run;
  chosen: ReRunChosen;
  onChange: (chosen: ReRunChosen) => void;
}

/** The guards, by what a run has failed with that one of them has stopped. */
const STOPPED_BY = {
  'too-many-rejects': 'maxRejects',
  'too-many-deletes': 'maxDeletes',
  'unusual-record-count': 'recordCount',
} as const;

/** What may be other when a run is repeated: only what makes a difference for it. */
export function ReRunChoices({ run, chosen, onChange }: ReRunChoicesProps) {
  const { code, definitionVersion, dryRun, integrationSet, resubmits, status } = run;
  const guard = Object.entries(STOPPED_BY).find(([stop]) => stop === code)?.[1];
  return (
    <fieldset class="stack tight">
      <legend class="visually-hidden">What is to be other</legend>
      {resubmits === undefined && (
        <Checkbox
          checked={chosen.definition !== undefined}
          onChange={(on) => onChange(choose(chosen, 'definition', on ? 'as-run' : undefined))}
        >
          On version {definitionVersion} of the definition, as this run; else on the one there is now
        </Checkbox>
      )}
      {integrationSet !== undefined && status !== 'Completed' && (
        <Checkbox
          checked={chosen.from !== undefined}
          onChange={(on) => onChange(choose(chosen, 'from', on ? 'failed' : undefined))}
        >
          Only from the first member on that has not Completed
        </Checkbox>
      )}
      {guard !== undefined && (
        <Checkbox
          checked={chosen.liftGuards !== undefined}
          onChange={(on) => onChange(choose(chosen, 'liftGuards', on ? [guard] : undefined))}
        >
          In spite of the guard that has stopped it ({guard})
        </Checkbox>
      )}
      {dryRun && (
        <Checkbox
          checked={chosen.dryRun !== false}
          onChange={(on) => onChange(choose(chosen, 'dryRun', on ? undefined : false))}
        >
          As a dry run again; else its records are applied
        </Checkbox>
      )}
    </fieldset>
  );
}

function choose<Name extends keyof ReRunChosen>(chosen: ReRunChosen, name: Name, value: ReRunChosen[Name] | undefined) {
  const { [name]: _before, ...rest } = chosen;
  return value === undefined ? rest : { ...rest, [name]: value };
}
