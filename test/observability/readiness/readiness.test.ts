import assert from 'node:assert/strict';

import { askReadiness } from '../../../src/observability/readiness/readiness.js';
import { whyOf } from '../../../src/observability/readiness/why-of.js';

describe('readiness', () => {
  const up = () => Promise.resolve();

  it('is ready where every part is up', async () => {
    assert.deepEqual(await askReadiness({ one: up, two: up }), {
      status: 'ready',
      parts: { one: { status: 'up' }, two: { status: 'up' } },
    });
  });

  it('is not ready where one is down, with what is told of it', async () => {
    const down = () => Promise.reject(new Error('It is away. Bring it back.'));
    const { status, parts } = await askReadiness({ one: up, two: down });
    assert.equal(status, 'not ready');
    assert.deepEqual(parts, { one: { status: 'up' }, two: { status: 'down', detail: 'It is away. Bring it back.' } });
  });

  it('does not wait for a part that hangs', async () => {
    const hangs = () => new Promise<void>(() => undefined);
    const { status, parts } = await askReadiness({ one: up, two: hangs });
    assert.equal(status, 'not ready');
    assert.match(parts.two?.detail ?? '', /not answered within 3 seconds/);
  });

  it('tells why by a code alone, never by what another system wrote', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:5432'), { code: 'ECONNREFUSED' });
    assert.equal(whyOf(refused), 'ECONNREFUSED');
    assert.equal(whyOf(new AggregateError([refused])), 'ECONNREFUSED');
    assert.equal(whyOf(Object.assign(new Error('password of ann is wrong'), { code: '28P01' })), '28P01');
    assert.equal(whyOf(new Error('secret')), 'no answer');
  });
});
