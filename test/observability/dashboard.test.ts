import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { createMetrics, measureProcess } from '../../src/observability/metrics/create-metrics.js';
import { FileStore } from '../../src/store/file-store.js';
import { startService, type TestService } from '../support/service.js';
import { Measured } from './support/metrics.js';

const PROJECT = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(PROJECT, path), 'utf8');

interface Panel {
  id: number;
  title: string;
  type: string;
  gridPos: { x: number; y: number; w: number; h: number };
  targets?: { expr: string }[];
}

/** What Temporal's client tells; processes.test.ts sees that it does. */
const OF_TEMPORAL = ['temporal_worker_task_slots_available'];

describe('what is measured', () => {
  let service: TestService;
  /** The names of all metrics the product tells of, with their types. */
  let exposed: Map<string, string>;
  const { panels } = JSON.parse(read('observability/grafana-dashboard.json')) as { panels: Panel[] };
  const named = new Set(panels.flatMap(({ targets = [] }) => targets.flatMap(({ expr }) => metricsIn(expr))));

  before(async () => {
    service = await startService({ worker: false });
    const { database, folder } = service;
    const ofProcess = createMetrics({ database, files: new FileStore(folder) });
    measureProcess(ofProcess);
    exposed = new Map([
      ...(await Measured.at(`${service.api.url}/metrics`)).types(),
      ...new Measured(await ofProcess.registry.metrics()).types(),
    ]);
  });
  after(() => service.stop());

  const ours = () => [...exposed.keys()].filter((name) => name.startsWith('integrator_'));

  it('is in the table of the documentation, each with its type and its labels, and nothing else is', () => {
    const rows = [...read('docs/observability.md').matchAll(/^\| `(integrator_\w+)` +\| (\w+) +\| ([\w, ]*?) +\|/gm)];
    const documented = rows.map(([, name = '', type = '']) => [name, type]);
    assert.deepEqual(
      documented.sort(),
      ours()
        .map((name) => [name, exposed.get(name)])
        .sort(),
    );
  });

  it('is on the dashboard', () => {
    assert.deepEqual(
      ours().filter((name) => !named.has(name)),
      [],
    );
  });

  it('is all that the dashboard asks for', () => {
    assert.deepEqual(
      [...named].filter((name) => !exposed.has(name) && !OF_TEMPORAL.includes(name)),
      [],
    );
  });

  it('is shown on panels that have ids of their own and do not cover each other', () => {
    assert.equal(new Set(panels.map(({ id }) => id)).size, panels.length);
    for (const [index, { title, gridPos: a }] of panels.entries()) {
      assert.ok(a.x + a.w <= 24, title);
      for (const { title: other, gridPos: b } of panels.slice(index + 1)) {
        const isBeside = a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y;
        assert.ok(isBeside, `${title} covers ${other}`);
      }
    }
  });
});

/** The metrics an expression of PromQL names; those of a histogram by the histogram's name. */
function metricsIn(expression: string): string[] {
  const names = expression.match(/\b(integrator|temporal|process|nodejs)_\w+/g) ?? [];
  return names.map((name) => name.replace(/_(bucket|count|sum)$/, ''));
}
