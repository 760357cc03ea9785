import { Checkbox } from '../../../parts/checkbox.js';
import { useShell } from '../../../shell/shell-data.js';

interface ExclusionGroupsProps {
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

/** The exclusion groups of the site, to choose of; nothing where it has none. */
export function ExclusionGroups({ chosen, onChange }: ExclusionGroupsProps) {
  const groups = Object.keys(useShell().site.data?.exclusionGroups ?? {});
  if (groups.length === 0) return null;
  return (
    <fieldset class="choices">
      <legend class="label">Exclude groups</legend>
      {groups.map((group) => (
        <Checkbox
          key={group}
          checked={chosen.includes(group)}
          onChange={(checked) => onChange(checked ? [...chosen, group] : chosen.filter((one) => one !== group))}
        >
          {group}
        </Checkbox>
      ))}
    </fieldset>
  );
}
