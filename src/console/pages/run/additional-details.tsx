import { api, type Api } from '../../api.js';
import { answerOf } from '../../../client/create-client.js';
import { useRefreshOn } from '../../live/use-refresh-on.js';
import { useResource } from '../../live/use-resource.js';
import { Empty } from '../../parts/empty.js';
import { ProblemNote } from '../../parts/problem-note.js';
import { showSeconds, showTime } from '../../parts/show-time.js';
import { useShell } from '../../shell/shell-data.js';
import type { Run } from './run.js';
import { runAddress } from './run-address.js';
import { stepName } from './step-name.js';

type Step = Api['RunSummary']['steps'][number] & { lines: { at: string; text: string }[] };

/** Additional Details: the steps on a common line of time, each with what it said. */
export function AdditionalDetails({ run }: { run: Run }) {
  const details = useResource(
    (signal) => answerOf(api.GET('/api/v1/runs/{run}/details', { params: { path: { run: run.id } }, signal })),
    [run.id],
  );
  useRefreshOn('run', () => {
    if (run.endedAt === undefined || details.data?.status === 'In-Progress') details.refresh();
  });
  const steps = details.data?.steps;
  return (
    <section class="stack" aria-label="Additional Details">
      <ProblemNote problem={details.problem} onRetry={details.refresh} />
      {run.reason !== undefined && <p class="note">{run.reason}</p>}
      {steps?.length === 0 && <NoSteps run={run} />}
      {steps !== undefined && steps.length > 0 && (
        <ol class="card timeline">
          {steps.map((step) => (
            <TimelineStep key={step.step} step={step} span={spanOf(run, steps)} />
          ))}
        </ol>
      )}
    </section>
  );
}

function NoSteps({ run: { id, site, members } }: { run: Run }) {
  if (members === undefined) return <Empty title="No step of it has begun" />;
  return (
    <Empty title="A set has no steps of its own">
      <p>
        Each member is a run with its steps: <a href={runAddress(site, id)}>Run Summary</a> lists them.
      </p>
    </Empty>
  );
}

/** When the first step began, and how long all of them took, in milliseconds. */
interface Span {
  from: number;
  length: number;
}

function spanOf({ startedAt, endedAt }: Run, steps: readonly Step[]): Span {
  const from = Date.parse(startedAt);
  const latest = steps.flatMap((step) => [step.startedAt, step.endedAt ?? step.startedAt]);
  const until = Math.max(...[endedAt ?? startedAt, ...latest].map((time) => Date.parse(time)));
  return { from, length: Math.max(until - from, 1) };
}

function TimelineStep({ step, span }: { step: Step; span: Span }) {
  const timeZone = useShell().site.data?.timeZone;
  const { startedAt, endedAt, seconds, lines } = step;
  const x = ((Date.parse(startedAt) - span.from) / span.length) * 100;
  const width = endedAt === undefined ? 100 - x : ((Date.parse(endedAt) - Date.parse(startedAt)) / span.length) * 100;
  return (
    <li class="stack tight">
      <div class="row apart">
        <h2>{stepName(step.step)}</h2>
        <span class="soft">
          {showTime(startedAt, timeZone)} · {seconds === undefined ? 'In-Progress' : showSeconds(seconds)}
        </span>
      </div>
      <svg class="span" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden>
        <rect x={x} width={Math.max(width, 0.6)} height="1" />
      </svg>
      {lines.length > 0 && (
        <ul class="mono lines">
          {lines.map(({ at, text }) => (
            <li key={at + text}>
              <span class="soft">{showTime(at, timeZone)}</span> {text}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
