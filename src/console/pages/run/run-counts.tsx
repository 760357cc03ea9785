import { showCount } from '../../parts/show-count.js';
import type { Run } from './run.js';

const WIDTH = 1000;
/** What becomes of a record that was read: it adds up to all of them. */
const FATES = ['applied', 'unchanged', 'rejected', 'excluded'] as const;
const LABELS = { applied: 'Applied', unchanged: 'Unchanged', rejected: 'Rejected', excluded: 'Excluded' };

/** What became of the records: read = applied + unchanged + rejected + excluded. */
export function RunCounts({ run: { counts, dryRun } }: { run: Run }) {
  return (
    <div class="card stack">
      <dl class="counts">
        <div>
          <dt>Read</dt>
          <dd>{showCount(counts.read)}</dd>
        </div>
        {FATES.map((fate, index) => (
          <div key={fate} class={counts[fate] > 0 ? fate : undefined} data-sign={index === 0 ? '=' : '+'}>
            <dt>{LABELS[fate]}</dt>
            <dd>{showCount(counts[fate])}</dd>
          </div>
        ))}
      </dl>
      {counts.read > 0 && <Shares counts={counts} />}
      <p class="soft">
        {showCount(counts.inserted)} inserted, {showCount(counts.updated)} updated
        {counts.deleted > 0 && `, and ${showCount(counts.deleted)} deleted that the file did not have`}.
        {dryRun && ' It was a dry run: all of it was rolled back, and the counts say what would have been.'}
      </p>
    </div>
  );
}

function Shares({ counts }: { counts: Run['counts'] }) {
  const widths = FATES.map((fate) => (counts[fate] / counts.read) * WIDTH);
  return (
    <svg class="shares" viewBox={`0 0 ${WIDTH} 1`} preserveAspectRatio="none" aria-hidden>
      {FATES.map((fate, index) => (
        <rect
          key={fate}
          class={fate}
          x={widths.slice(0, index).reduce((sum, width) => sum + width, 0)}
          width={widths[index]}
          height="1"
        />
      ))}
    </svg>
  );
}
