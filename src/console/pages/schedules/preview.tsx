import type { Api } from '../../api.js';
import type { Resource } from '../../live/use-resource.js';
import { ProblemNote } from '../../parts/problem-note.js';
import { FireTime } from './fire-time.js';
import { SurpriseNotes } from './surprise-notes.js';

/** So many fires are shown at once; the others behind a click. */
const SHOWN = 5;

/** The schedule in words, its next fires, and whatever may surprise, as they are typed. */
export function Preview({ preview }: { preview: Resource<Api['SchedulePreview'] | undefined> }) {
  const { data, problem } = preview;
  const isIncomplete = problem?.code === 'invalid-definition';
  return (
    <section class="preview stack tight" aria-label="What it will do">
      <p class="words" aria-live="polite">
        {isIncomplete || data === undefined ? 'Enter when it is to run: here stands what it will do.' : data.words}
      </p>
      {!isIncomplete && <ProblemNote problem={problem} onRetry={preview.refresh} />}
      {isIncomplete && <Unsaid errors={problem.errors} />}
      {!isIncomplete && data !== undefined && (
        <>
          {data.issues.length > 0 && <Issues issues={data.issues} />}
          <SurpriseNotes surprises={data.surprises} />
          {data.fires.length > 0 && <h3>Next fires</h3>}
          <Fires fires={data.fires.slice(0, SHOWN)} />
          {data.fires.length > SHOWN && (
            <details>
              <summary>{data.fires.length - SHOWN} more</summary>
              <Fires fires={data.fires.slice(SHOWN)} />
            </details>
          )}
        </>
      )}
    </section>
  );
}

function Fires({ fires }: { fires: Api['SchedulePreview']['fires'] }) {
  return (
    <ol class="fires">
      {fires.map(({ instant, local, surprises }) => (
        <li key={instant} class={surprises.length > 0 ? 'surprising' : ''}>
          <FireTime at={local} />
          {surprises.length > 0 && (
            <span class="tag">{surprises.map((kind) => kind.replaceAll('-', ' ')).join(', ')}</span>
          )}
        </li>
      ))}
    </ol>
  );
}

/** Why it would be refused as it is. */
function Issues({ issues }: { issues: Api['SchedulePreview']['issues'] }) {
  return (
    <ul class="note warning stack tight" aria-label="To be mended">
      {issues.map(({ path, message }) => (
        <li key={path + message}>{message}</li>
      ))}
    </ul>
  );
}

/** What is wrong beside the recurrence, whose fields say it themselves. */
function Unsaid({ errors }: { errors: readonly { path: string; message: string }[] }) {
  const unsaid = errors.filter(({ path }) => !path.startsWith('recurrence'));
  return unsaid.length === 0 ? null : (
    <ul class="note warning stack tight">
      {unsaid.map(({ path, message }) => (
        <li key={path + message}>
          {path}: {message}
        </li>
      ))}
    </ul>
  );
}
