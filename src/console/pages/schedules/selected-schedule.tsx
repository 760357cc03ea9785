import type { Api } from '../../api.js';
import type { Resource } from '../../live/use-resource.js';
import { Button } from '../../parts/button.js';
import { Fact } from '../../parts/fact.js';
import { ProblemNote } from '../../parts/problem-note.js';
import { Status } from '../../parts/status.js';
import { chosenOf } from './draft-of.js';
import { FireTime } from './fire-time.js';
import { MoreMenu } from './more-menu.js';
import { SurpriseNotes } from './surprise-notes.js';
import type { Show } from './use-view.js';

interface SelectedScheduleProps {
  site: string;
  name: string;
  schedule: Resource<Api['ScheduleDetail'] | undefined>;
  may: boolean;
  show: Show;
}

/** The schedule that is selected: what it runs, when, and what may be done with it. */
export function SelectedSchedule({ site, name, schedule, may, show }: SelectedScheduleProps) {
  const { data, problem, refresh } = schedule;
  return (
    <section class="card stack selected-schedule" aria-label={`Schedule ${name}`}>
      <div class="row apart">
        <Button kind="plain" onClick={() => show({ selected: undefined })}>
          ‹ All schedules
        </Button>
        {data !== undefined && <MoreMenu site={site} schedule={data} may={may} show={show} onChanged={refresh} />}
      </div>
      <h2>{name}</h2>
      <ProblemNote problem={problem} onRetry={refresh} />
      {data !== undefined && <Facts schedule={data} />}
    </section>
  );
}

function Facts({ schedule }: { schedule: Api['ScheduleDetail'] }) {
  const { status, enabled, words, rule, runName, nextFires, surprises, note } = schedule;
  const { name, isSet } = chosenOf(schedule);
  const isDeleted = status === 'Scheduled but Deleted';
  return (
    <div class={`stack${isDeleted ? ' deleted' : ''}`}>
      <p class="row">
        <Status status={status} />
        {!enabled && <span class="tag">Disabled</span>}
      </p>
      {isDeleted && (
        <p class="note warning">
          {name}
          {isSet && ', or a member of it,'} was deleted: each run ends Failed. Make it again in Definitions, or delete
          this schedule.
        </p>
      )}
      <p>{words}</p>
      <SurpriseNotes surprises={surprises} />
      <dl class="facts narrow">
        <Fact name={isSet ? 'Integration set' : 'Integration'}>{name}</Fact>
        {runName !== undefined && <Fact name="Integration Run Name">{runName}</Fact>}
        <Given {...schedule} />
        {schedule.members?.map((member, index) => (
          <Given key={index} {...member} of={member.integration ?? String(index + 1)} />
        ))}
        <Fact name="Next fires">
          {nextFires.length === 0 && 'None'}
          <ol class="fires">
            {nextFires.slice(0, 5).map((at) => (
              <li key={at}>
                <FireTime at={at} />
              </li>
            ))}
          </ol>
        </Fact>
        {rule !== undefined && (
          <Fact name="RFC 5545">
            <code>{rule}</code>
          </Fact>
        )}
        <Fact name="Changed">{note}</Fact>
      </dl>
    </div>
  );
}

type GivenProps = NonNullable<Api['Schedule']['members']>[number] & { of?: string };

function Given({ of, parameters = {}, file, externalFiles = {}, exclude = [] }: GivenProps) {
  const prefix = of === undefined ? '' : `${of}: `;
  return (
    <>
      {Object.entries({ ...parameters, ...externalFiles }).map(([name, value]) => (
        <Fact key={name} name={prefix + name}>
          {String(value)}
        </Fact>
      ))}
      {file !== undefined && <Fact name={`${prefix}File`}>{file}</Fact>}
      {exclude.length > 0 && <Fact name={`${prefix}Exclude groups`}>{exclude.join(', ')}</Fact>}
    </>
  );
}
