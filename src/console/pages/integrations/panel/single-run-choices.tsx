import type { Api } from '../../../api.js';
import { Checkbox } from '../../../parts/checkbox.js';
import { Field } from '../../../parts/field.js';
import { FILE_IN_USE } from '../../../parts/file-in-use.js';
import type { RunDraft } from './run-draft.js';

interface SingleRunChoicesProps {
  definition: Api['Integration'];
  draft: RunDraft;
  onChange: (draft: RunDraft) => void;
}

/** What may be said of the run of one integration, and not of a set: its file being in use, and a dry run. */
export function SingleRunChoices({ definition, draft, onChange }: SingleRunChoicesProps) {
  const { onFileInUse, ...rest } = draft;
  return (
    <>
      {definition.direction === 'import' && (
        <Field label="While its file is in use">
          <select
            value={onFileInUse ?? ''}
            onChange={({ currentTarget: { value } }) =>
              onChange(value === 'fail' || value === 'wait' ? { ...rest, onFileInUse: value } : rest)
            }
          >
            {Object.entries(FILE_IN_USE).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </Field>
      )}
      <Checkbox checked={draft.dryRun} onChange={(dryRun) => onChange({ ...draft, dryRun })}>
        Dry run: check and count everything, change nothing
      </Checkbox>
    </>
  );
}
