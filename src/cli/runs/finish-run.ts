import type { RunSummary } from '../answers.js';
import { EXIT, exitCodeOf } from '../exit-code.js';
import { openProgress } from '../print/progress.js';
import { formatRun } from '../print/run-summary.js';
import type { Session } from '../session.js';

/** Waits for the run where that is asked for, prints its Run Summary, and settles how the command ends. */
export async function finishRun(session: Session, run: RunSummary, wait: boolean): Promise<void> {
  const last = wait && run.endedAt === undefined ? await waitFor(session, run) : run;
  session.show(last, () => formatRun(last));
  process.exitCode = exitCodeOf(last.status);
}

async function waitFor(session: Session, run: RunSummary): Promise<RunSummary> {
  const { terminal } = session;
  const progress = openProgress(terminal, run.name);
  const leave = () => {
    progress.end();
    terminal.note(
      `The run goes on. To see how it ends: integrator show ${run.id}. To end it: integrator halt ${run.id}.`,
    );
    process.exit(EXIT.interrupted);
  };
  process.once('SIGINT', leave);
  try {
    // Loaded here: only who waits has to wait for it.
    const { followRun } = await import('./follow-run.js');
    return await followRun(session, run, progress.update);
  } finally {
    process.removeListener('SIGINT', leave);
    progress.end();
  }
}
