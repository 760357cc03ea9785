import { api } from '../../api.js';
import { answerOf } from '../../../client/create-client.js';
import { useResource } from '../../live/use-resource.js';
import { ProblemNote } from '../../parts/problem-note.js';

interface Difference {
  kind: 'insert' | 'update' | 'delete';
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

const KINDS = { insert: 'Would be inserted', update: 'Would be updated', delete: 'Would be deleted' } as const;
/** How many of each kind are kept. */
const KEPT = 100;

/** What a dry run would have done to the target, record by record. */
export function DryRunDifferences({ run }: { run: string }) {
  const differences = useResource(
    (signal) => answerOf(api.GET('/api/v1/runs/{run}/differences', { params: { path: { run } }, signal })),
    [run],
  );
  const items = differences.data?.items ?? [];
  return (
    <>
      <ProblemNote problem={differences.problem} onRetry={differences.refresh} />
      {differences.data?.items.length === 0 && <p>The target would stay as it is.</p>}
      {Object.entries(KINDS).map(([kind, title]) => {
        const ofKind = items.filter((item) => item.kind === kind);
        return ofKind.length > 0 && <DifferencesOfKind key={kind} title={title} items={ofKind} />;
      })}
    </>
  );
}

function DifferencesOfKind({ title, items }: { title: string; items: Difference[] }) {
  const columns = [...new Set(items.flatMap(({ before, after }) => Object.keys(after ?? before ?? {})))];
  return (
    <details class="card" open>
      <summary>
        <strong>{title}</strong> <span class="soft">{items.length < KEPT ? items.length : `the first ${KEPT}`}</span>
      </summary>
      {/* It scrolls sideways: by keyboard as well. */}
      <div class="scroll-x" role="region" aria-label={title} tabIndex={0}>
        <table class="differences">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map((item, index) => (
              <tr key={index}>
                {columns.map((column) => (
                  <td key={column}>
                    <Change {...item} column={column} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function Change({ before, after, column }: Difference & { column: string }) {
  const [was, is] = [before, after].map((record) => record && showValue(record[column]));
  if (was === null || was === undefined) return <>{is}</>;
  if (is === null || is === undefined || was === is) return <>{was}</>;
  return (
    <>
      <del>{was}</del> <ins>{is}</ins>
    </>
  );
}

function showValue(value: unknown): string {
  if (value === null || value === undefined) return '∅';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
