import assert from 'node:assert/strict';

import { fireTurn, type FireTurn, type OpenFire } from '../../src/model/fire-turn.js';
import type { Overlap } from '../../src/model/schedule.js';

const fire = (intendedAt: number, state: OpenFire['state']): OpenFire => ({
  run: `of ${intendedAt}`,
  intendedAt,
  state,
});

describe('a fire whose schedule has other fires open', () => {
  const running = fire(1, 'running');
  const cases: [Overlap, string, OpenFire[], FireTurn][] = [
    ['skip', 'is alone', [], 'run'],
    ['skip', 'comes while one runs', [running], 'refuse'],
    ['queue', 'is alone', [], 'run'],
    ['queue', 'comes while one runs', [running], 'wait'],
    ['queue', 'comes while one runs and another waits', [running, fire(2, 'waiting')], 'refuse'],
    ['queue', 'waits while one runs and a later one has come', [running, fire(4, 'waiting')], 'wait'],
    ['queue', 'has waited and is first', [fire(4, 'waiting')], 'run'],
    ['allow', 'comes while one runs', [running], 'run'],
    ['cancel', 'is alone', [], 'run'],
    ['cancel', 'comes while one runs', [running], 'wait'],
    ['cancel', 'comes while one runs and another waits', [running, fire(2, 'waiting')], 'wait'],
    ['cancel', 'waits and a later one has come', [running, fire(4, 'waiting')], 'refuse'],
    ['cancel', 'comes while a later one runs', [fire(4, 'running')], 'refuse'],
    ['cancel', 'has waited and is the last', [fire(2, 'waiting')], 'run'],
  ];
  for (const [overlap, name, others, turn] of cases) {
    it(`that ${name}: ${turn}, where overlap is ${overlap}`, () => {
      assert.equal(fireTurn(overlap, 3, others), turn);
    });
  }
});
