import { showSeconds, showTime } from '../../parts/show-time.js';
import { useShell } from '../../shell/shell-data.js';
import { formatBytes } from '../../../model/format-bytes.js';
import { Fact } from '../../parts/fact.js';
import type { Run } from './run.js';
import { runAddress } from './run-address.js';
import { RunLink } from './run-link.js';

const ASKED_BY: Record<Run['trigger'], string> = {
  manual: 'Run an Integration',
  rerun: 'Re-Run',
  resubmit: 'Transaction Assistant',
  signal: 'A signal of another system',
  schedule: 'A schedule',
};

/** Who and what asked for a run, when, over which file and on which definition, and the runs it has to do with. */
export function RunFacts({ run }: { run: Run }) {
  const timeZone = useShell().site.data?.timeZone;
  const { site, startedAt, endedAt, intendedAt, durationSeconds, rerunOf, resubmits, memberOf } = run;
  const related: [string, string | undefined][] = [
    ['Re-Run of', rerunOf],
    ['Resubmits rejects of', resubmits],
    ['Member of the set run', memberOf?.run],
  ];
  return (
    <section class="card">
      <dl class="facts">
        <DefinitionFact run={run} />
        {run.send !== undefined && <Fact name="Sends">{run.send === 'all' ? 'Send All' : 'Send Changed'}</Fact>}
        <Fact name="Asked for by">{run.requestedBy}</Fact>
        <Fact name="Through">{ASKED_BY[run.trigger]}</Fact>
        {intendedAt !== undefined && <Fact name="Due">{showTime(intendedAt, timeZone)}</Fact>}
        <Fact name="Started">{showTime(startedAt, timeZone)}</Fact>
        {endedAt !== undefined && <Fact name="Ended">{showTime(endedAt, timeZone)}</Fact>}
        {durationSeconds !== undefined && <Fact name="Duration">{showSeconds(durationSeconds)}</Fact>}
        <FileFact run={run} />
        {related.map(
          ([name, other]) =>
            other !== undefined && (
              <Fact key={name} name={name}>
                <RunLink site={site} run={other} />
              </Fact>
            ),
        )}
      </dl>
    </section>
  );
}

function DefinitionFact({ run: { site, integration, integrationSet, definitionVersion } }: { run: Run }) {
  const name = integration ?? integrationSet ?? '';
  const [what, kind] =
    integration === undefined ? ['Integration set', 'integration-sets'] : ['Integration', 'integrations'];
  const address = `/sites/${site}/definitions/${kind}/${name}`;
  return (
    <Fact name={what}>
      <a href={address}>{name}</a>, version {definitionVersion}
    </Fact>
  );
}

function FileFact({ run: { id, site, file, direction } }: { run: Run }) {
  if (file === undefined) return null;
  return (
    <Fact name="File">
      {direction === 'export' ? file.name : <a href={runAddress(site, id, 'source-file')}>{file.name}</a>}
      {file.bytes !== undefined && `, ${formatBytes(file.bytes)}`}
    </Fact>
  );
}
