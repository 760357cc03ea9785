import { useResource } from '../../live/use-resource.js';
import { Field } from '../../parts/field.js';
import { ProblemNote } from '../../parts/problem-note.js';
import { readVersion } from './definition-calls.js';
import type { Definition } from './definition.js';
import { TextDifferences } from './editor/text-differences.js';

interface VersionDifferencesProps {
  definition: Definition;
  versions: readonly number[];
  from: number;
  to: number;
  onChoose: (from: number, to: number) => void;
}

/** What is different between any two versions. */
export function VersionDifferences({ definition, versions, from, to, onChoose }: VersionDifferencesProps) {
  const texts = useResource(
    (signal) => Promise.all([readVersion(definition, from, signal), readVersion(definition, to, signal)]),
    [from, to],
  );
  const [before, after] = texts.data ?? [];
  const choice = (label: string, chosen: number, choose: (version: number) => void) => (
    <Field label={label} required>
      <select value={chosen} onChange={({ currentTarget }) => choose(Number(currentTarget.value))}>
        {versions.map((version) => (
          <option key={version} value={version}>
            {version}
          </option>
        ))}
      </select>
    </Field>
  );
  return (
    <section class="stack tight" aria-labelledby="differences">
      <h2 id="differences">Differences</h2>
      <div class="row two-versions">
        {choice('From version', from, (version) => onChoose(version, to))}
        {choice('To version', to, (version) => onChoose(from, version))}
      </div>
      <ProblemNote problem={texts.problem} onRetry={texts.refresh} />
      {before !== undefined && after !== undefined && before === after && <p>Both say the same.</p>}
      {before !== undefined && after !== undefined && before !== after && (
        <TextDifferences label={`From version ${from} to version ${to}`} before={before} after={after} />
      )}
    </section>
  );
}
