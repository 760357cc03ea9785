import { useState } from 'preact/hooks';

import { api, type Api } from '../../api.js';
import { answerOf } from '../../../client/create-client.js';
import { useAction } from '../../live/use-action.js';
import { useRefreshOn } from '../../live/use-refresh-on.js';
import { useResource } from '../../live/use-resource.js';
import { Button } from '../../parts/button.js';
import { useTell } from '../../parts/messages.js';
import { ProblemNote } from '../../parts/problem-note.js';
import { showCount } from '../../parts/show-count.js';
import { Status } from '../../parts/status.js';
import { FireTime } from './fire-time.js';
import type { View } from './use-view.js';

/** As many as the API gives at a time, and so many more each time. */
const PAGE = 200;

interface ScheduleListProps {
  site: string;
  may: boolean;
  addressOf: (changes: Partial<View>) => string;
}

/** The schedules of a site, each with its next fire; those that are disabled may be enabled together. */
export function ScheduleList({ site, may, addressOf }: ScheduleListProps) {
  const tell = useTell();
  const [most, setMost] = useState(PAGE);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const schedules = useResource((signal) => readSchedules(site, most, signal), [site, most]);
  useRefreshOn('schedule', schedules.refresh);
  useRefreshOn('definition', schedules.refresh);
  const enable = useAction(async (names: string[] | 'all') => {
    const params = { path: { site } };
    const { enabled } = await answerOf(
      api.POST('/api/v1/sites/{site}/schedules/enable', { params, body: { schedules: names } }),
    );
    tell(enabled.length === 1 ? `${enabled.join()} is enabled.` : `${showCount(enabled.length)} are enabled.`);
    setChosen([]);
    schedules.refresh();
  });
  const { data, problem, refresh } = schedules;
  const disabled = data?.items.filter(({ enabled }) => !enabled) ?? [];
  return (
    <section class="card stack" aria-label="All schedules">
      <h2>All schedules</h2>
      <ProblemNote problem={problem} onRetry={refresh} />
      <ProblemNote problem={enable.problem} />
      {data?.items.length === 0 && <p class="soft">There is none yet: Schedule an Integration makes one.</p>}
      {disabled.length > 0 && (
        <div class="row">
          <Button
            disabled={!may || chosen.length === 0}
            busy={enable.busy}
            onClick={() => void enable.perform([...chosen])}
          >
            Enable selected
          </Button>
          <Button disabled={!may} busy={enable.busy} onClick={() => void enable.perform('all')}>
            Enable all
          </Button>
        </div>
      )}
      <ul class="schedules">
        {data?.items.map((schedule) => (
          <Entry
            key={schedule.name}
            schedule={schedule}
            href={addressOf({ selected: schedule.name })}
            isChosen={chosen.includes(schedule.name)}
            onChoose={(is) =>
              setChosen(is ? [...chosen, schedule.name] : chosen.filter((one) => one !== schedule.name))
            }
          />
        ))}
      </ul>
      {data?.next !== undefined && (
        <div>
          <Button onClick={() => setMost(most + PAGE)}>Show more</Button>
        </div>
      )}
    </section>
  );
}

interface EntryProps {
  schedule: Api['ScheduleInList'];
  href: string;
  isChosen: boolean;
  onChoose: (is: boolean) => void;
}

function Entry({ schedule: { name, enabled, status, words, nextFire }, href, isChosen, onChoose }: EntryProps) {
  const isDeleted = status === 'Scheduled but Deleted';
  return (
    <li class={isDeleted || !enabled ? 'off' : ''}>
      {!enabled && (
        <input
          type="checkbox"
          aria-label={`Select ${name}`}
          checked={isChosen}
          onChange={({ currentTarget }) => onChoose(currentTarget.checked)}
        />
      )}
      <div>
        <a href={href}>{name}</a>
        {!enabled && <span class="tag">Disabled</span>}
        {isDeleted && <Status status={status} />}
        <p class="soft">{words}</p>
        {enabled && !isDeleted && nextFire !== undefined && (
          <p>
            Next: <FireTime at={nextFire} />
          </p>
        )}
      </div>
    </li>
  );
}

async function readSchedules(site: string, most: number, signal: AbortSignal) {
  const items: Api['ScheduleInList'][] = [];
  let next: string | undefined;
  do {
    const query = { limit: PAGE, ...(next !== undefined && { cursor: next }) };
    const page = await answerOf(
      api.GET('/api/v1/sites/{site}/schedules', { params: { path: { site }, query }, signal }),
    );
    items.push(...page.items);
    next = page.next;
  } while (next !== undefined && items.length < most);
  return { items, next };
}
