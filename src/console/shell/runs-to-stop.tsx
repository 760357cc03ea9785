import type { Api } from '../api.js';

/** How many are named; a busy site may have hundreds. */
const NAMED = 8;

/** What is running on a site that is to be stopped, and what becomes of it. */
export function RunsToStop({ runs, mode }: { runs: Api['Site']['runs']; mode: 'halt' | 'drain' }) {
  if (runs.length === 0) return <p>Nothing is running. Scheduled tasks do not run until the site is started again.</p>;
  const fate = mode === 'halt' ? 'halted, and Failed with your reason' : 'finished first';
  return (
    <div class="note warning stack tight">
      <p>
        {runs.length === 1 ? 'One run is' : `${runs.length} runs are`} In-Progress, to be {fate}:
      </p>
      <ul>
        {runs.slice(0, NAMED).map(({ run, name, integration, integrationSet }) => (
          <li key={run}>{name ?? integration ?? integrationSet}</li>
        ))}
        {runs.length > NAMED && <li>and {runs.length - NAMED} more</li>}
      </ul>
    </div>
  );
}
