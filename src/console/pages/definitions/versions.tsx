import { useQuery } from '../../live/use-query.js';
import { useAction } from '../../live/use-action.js';
import { useResource } from '../../live/use-resource.js';
import { Button } from '../../parts/button.js';
import { ProblemNote } from '../../parts/problem-note.js';
import { showTime } from '../../parts/show-time.js';
import { useMay } from '../../shell/caller.js';
import { useShell } from '../../shell/shell-data.js';
import { listVersions, readVersion } from './definition-calls.js';
import type { Definition } from './definition.js';
import { VersionDifferences } from './version-differences.js';

interface VersionsProps {
  definition: Definition;
  /** As it is saved: when that changes there is one more. */
  saved: string | undefined;
  /** Takes what a version says, to be saved as the newest. */
  onRestore: (text: string) => void;
}

/** Every version that was saved: who, when, what was different, and the way back to it. */
export function Versions({ definition, saved, onRestore }: VersionsProps) {
  const { query, change } = useQuery();
  const timeZone = useShell().site.data?.timeZone;
  const may = useMay('admin', definition.site);
  const versions = useResource((signal) => listVersions(definition, signal), [saved]);
  const restore = useAction(async (version: number) => onRestore(await readVersion(definition, version)));
  const items = versions.data?.items ?? [];
  const newest = items[0]?.version;
  const to = Number(query.to ?? newest);
  const from = Number(query.from ?? items.find(({ version }) => version < to)?.version ?? to);
  const compare = (one: number, other: number): void =>
    change({ from: String(Math.min(one, other)), to: String(Math.max(one, other)) }, { replace: true });
  return (
    <section class="stack" aria-label="Versions">
      <ProblemNote problem={versions.problem} onRetry={versions.refresh} />
      <ProblemNote problem={restore.problem} />
      <div class="scroll-x card versions">
        <table>
          <caption class="visually-hidden">Versions of {definition.name}, newest first</caption>
          <thead>
            <tr>
              <th scope="col">Version</th>
              <th scope="col">Saved</th>
              <th scope="col">By</th>
              <th scope="col">
                <span class="visually-hidden">What to do</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ version, savedAt, savedBy }, at) => (
              <tr key={version}>
                <td>{version}</td>
                <td class="nowrap">{showTime(savedAt, timeZone)}</td>
                <td>{savedBy ?? <span class="soft">not known</span>}</td>
                <td>
                  <div class="row">
                    <Button
                      disabled={items[at + 1] === undefined}
                      aria-label={`Changes of version ${version}`}
                      onClick={() => compare(items[at + 1]?.version ?? version, version)}
                    >
                      Changes
                    </Button>
                    <Button
                      disabled={!may || (version === newest && saved !== undefined)}
                      aria-label={`Restore version ${version}`}
                      onClick={() => void restore.perform(version)}
                    >
                      Restore
                    </Button>
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {versions.data?.next !== undefined && (
        <p class="soft">These are the newest {items.length}. The API lists all of them.</p>
      )}
      {items.length > 1 && (
        <VersionDifferences
          definition={definition}
          versions={items.map(({ version }) => version)}
          from={from}
          to={to}
          onChoose={compare}
        />
      )}
    </section>
  );
}
