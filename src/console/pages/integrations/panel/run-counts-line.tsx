import type { Api } from '../../../api.js';
import { showCount } from '../../../parts/show-count.js';

/** What has become of the records, so that it adds up. */
export function RunCountsLine({ counts }: { counts: Api['RunCounts'] }) {
  const { read, applied, unchanged, rejected, excluded } = counts;
  const parts = [
    `${showCount(applied)} applied`,
    `${showCount(unchanged)} unchanged`,
    `${showCount(rejected)} refused`,
    ...(excluded > 0 ? [`${showCount(excluded)} excluded`] : []),
  ];
  return (
    <p>
      {showCount(read)} records read: {parts.join(', ')}.
    </p>
  );
}
