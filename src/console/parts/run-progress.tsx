import { showCount } from './show-count.js';
import { showSeconds } from './show-time.js';
import type { Api } from '../api.js';

/** How far a run has come: records, how much of the file, and the time left where it can be told. */
export function RunProgress({ progress, of }: { progress: Api['RunProgress'] | undefined; of: string }) {
  const { records, bytes, totalBytes, secondsLeft } = progress ?? {};
  const part = bytes !== undefined && totalBytes !== undefined && totalBytes > 0 ? bytes / totalBytes : undefined;
  return (
    <div class="run-progress">
      <progress aria-label={`Progress of ${of}`} max={1} {...(part !== undefined && { value: part })} />
      <span>
        {records === undefined ? 'No records yet' : `${showCount(records)} ${records === 1 ? 'record' : 'records'}`}
        {part !== undefined && ` · ${Math.floor(part * 100)} %`}
        {secondsLeft !== undefined && secondsLeft > 0 && ` · ${showSeconds(Math.max(secondsLeft, 1))} left`}
      </span>
    </div>
  );
}
