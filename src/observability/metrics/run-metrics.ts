import { Counter, Histogram, type Registry } from 'prom-client';

import type { EndedRun } from '../../store/ended-run.js';

/** From a small file to a night's work. */
const DURATIONS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600, 14_400];
const LAGS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600];

/** What became of records that were read; a record that was deleted was never read. */
const OUTCOMES = ['read', 'applied', 'unchanged', 'rejected', 'excluded', 'deleted'] as const;

/** Measures the runs that end in this process. Sites are few; integrations and Run Names are no labels. */
export class RunMetrics {
  private readonly runs: Counter<'site' | 'status' | 'direction' | 'trigger'>;
  private readonly records: Counter<'site' | 'outcome'>;
  private readonly durations: Histogram<'direction'>;
  private readonly lags: Histogram;
  private readonly refused: Counter<'code'>;

  constructor(registry: Registry) {
    const registers = [registry];
    this.runs = new Counter({
      name: 'integrator_runs_total',
      help: 'Runs that have ended, by how: those that were Not Run are among them.',
      labelNames: ['site', 'status', 'direction', 'trigger'],
      registers,
    });
    this.records = new Counter({
      name: 'integrator_records_total',
      help: 'Records of runs that have ended, and what became of them; those of dry runs are not counted.',
      labelNames: ['site', 'outcome'],
      registers,
    });
    this.durations = new Histogram({
      name: 'integrator_run_duration_seconds',
      help: 'Runs from their start to their end; those that were Not Run are not counted.',
      labelNames: ['direction'],
      buckets: DURATIONS,
      registers,
    });
    this.lags = new Histogram({
      name: 'integrator_fire_lag_seconds',
      help: 'How long after it was due the run of a fire has begun.',
      buckets: LAGS,
      registers,
    });
    this.refused = new Counter({
      name: 'integrator_fires_refused_total',
      help: 'Fires of schedules that were Not Run, by the cause.',
      labelNames: ['code'],
      registers,
    });
  }

  fired(lag: number): void {
    this.lags.observe(Math.max(0, lag));
  }

  ended(run: EndedRun): void {
    const { site, status, trigger, isSet, dryRun, isFire, code } = run;
    const direction = isSet ? 'set' : run.direction;
    this.runs.inc({ site, status, direction, trigger });
    if (status !== 'Not Run') this.durations.observe({ direction }, run.seconds);
    else if (isFire) this.refused.inc({ code: code ?? 'internal' });
    // The records of a set are those of its members.
    if (!isSet && !dryRun) this.countRecords(run);
  }

  private countRecords({ site, counts }: EndedRun): void {
    for (const outcome of OUTCOMES) {
      if (counts[outcome] > 0) this.records.inc({ site, outcome }, counts[outcome]);
    }
  }
}
