import { Button } from '../../../parts/button.js';
import { showCount } from '../../../parts/show-count.js';
import type { Fault } from './reject.js';
import { SHOWN, type RejectFilter, type Shown } from './use-rejects.js';

interface RejectGroupsProps {
  groups: readonly { field?: string; code: NonNullable<Fault['code']>; records: number }[];
  filter: RejectFilter;
  onShow: (filter: Partial<RejectFilter>) => void;
}

/** Why records were refused, each reason with how many of them, to show those alone. */
export function RejectGroups({ groups, filter, onShow }: RejectGroupsProps) {
  return (
    <div class="row apart">
      <div class="row" role="group" aria-label="Why they were refused">
        <Button
          aria-pressed={filter.code === undefined && filter.field === undefined}
          onClick={() => onShow({ code: undefined, field: undefined })}
        >
          Every reason
        </Button>
        {groups.map(({ field, code, records }) => (
          <Button
            key={`${field ?? ''} ${code}`}
            aria-pressed={filter.code === code && filter.field === field}
            onClick={() => onShow({ code, field })}
          >
            {field !== undefined && `${field}: `}
            {code}
            <span class="count">{showCount(records)}</span>
          </Button>
        ))}
      </div>
      <label class="row">
        Show
        <select
          class="shown"
          value={filter.shown}
          onChange={({ currentTarget }) => onShow({ shown: currentTarget.value as Shown })}
        >
          {Object.entries(SHOWN).map(([shown, label]) => (
            <option key={shown} value={shown}>
              {label}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
