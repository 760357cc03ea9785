import assert from 'node:assert/strict';

import { ApplicationFailure } from '@temporalio/common';
import fc from 'fast-check';

import { IntegratorError } from '../../../src/model/errors.js';
import { createLog, type Log, type LogLevel } from '../../../src/observability/log/create-log.js';
import { hideCredentials } from '../../../src/observability/log/hide-credentials.js';

interface Line {
  [fact: string]: unknown;
  level: string;
  msg: string;
  time: string;
  err?: { code?: string; message: string; stack?: string };
}

describe('the log', () => {
  let written: string[];
  const open = (level: LogLevel = 'info'): Log =>
    createLog({ process: 'worker', level, write: (line) => written.push(line) });
  const only = (): Line => {
    assert.equal(written.length, 1, written.join(''));
    return JSON.parse(written[0] ?? '') as Line;
  };
  beforeEach(() => (written = []));

  it('is a line of JSON with the time, the level by its name, the process and the facts', () => {
    open().warn({ site: 'LIVE', run: 'r-1' }, 'Said');
    const { time, ...rest } = only();
    assert.deepEqual(rest, { level: 'warn', process: 'worker', site: 'LIVE', run: 'r-1', msg: 'Said' });
    assert.equal(new Date(time).toISOString(), time);
    assert.match(written[0] ?? '', /^[^\n]+\n$/);
  });

  it('tells what is as bad as its level, or worse', () => {
    const log = open('warn');
    log.info('not this');
    log.warn('this');
    log.error('and this');
    assert.equal(written.length, 2);
    open('silent').fatal('nothing at all');
    assert.equal(written.length, 2);
  });

  it('tells a foreseen error with its code and without a stack', () => {
    open().error({ err: new IntegratorError('target-unavailable', 'The target is away.') }, 'Failed');
    assert.deepEqual(only().err, { code: 'target-unavailable', message: 'The target is away.' });
    written = [];
    open().error({ err: ApplicationFailure.create({ type: 'halted', message: 'Halted.' }) }, 'Failed');
    assert.deepEqual(only().err, { code: 'halted', message: 'Halted.' });
  });

  it('tells an error that nobody foresaw with its stack, on the same line', () => {
    open().error({ err: new TypeError('x is not a function') }, 'Failed');
    const { err } = only();
    assert.equal(err?.code, undefined);
    assert.equal(err?.message, 'x is not a function');
    assert.match(err.stack ?? '', /create-log\.test/);
    written = [];
    open().error({ err: 'no error at all' }, 'Failed');
    assert.deepEqual(only().err, { message: 'no error at all' });
  });

  it('hides facts that are called as secrets are, also in headers', () => {
    const headers = { authorization: 'Bearer ti_1_secret', cookie: 'session=secret', host: 'here' };
    open().info({ request: { headers }, password: 'secret', connection: { passphrase: 'secret' } }, 'Said');
    assert.doesNotMatch(written[0] ?? '', /secret/);
    assert.match(written[0] ?? '', /"host":"here"/);
  });

  it('hides the password of a URL and a bearer token in any text', () => {
    const err = new Error('postgres://ann:geheim@db/hr refused; sent Bearer ti_1_geheim');
    open().error({ err, note: 'http://ann:geheim@h:80/x' }, 'At postgres://ann:ge@heim@db/hr');
    assert.doesNotMatch(written[0] ?? '', /geheim|ge@heim/);
    assert.match(only().msg, /^At postgres:\/\/ann:\*\*\*@db\/hr$/);
  });

  it('hides any password of a URL, and leaves JSON as JSON', () => {
    const password = fc.stringMatching(/^[A-Za-z0-9!$&'()*+,;=%~._@:-]{4,20}$/);
    fc.assert(
      fc.property(password, fc.string(), (secret, text) => {
        const line = JSON.stringify({ text, url: `postgres://ann:${secret}@db.example/hr` });
        const { url } = JSON.parse(hideCredentials(line)) as { url: string };
        assert.equal(url, 'postgres://ann:***@db.example/hr');
      }),
    );
  });

  it('leaves an address without a password as it is', () => {
    for (const text of ['http://127.0.0.1:8080/a@b', 'at 10:30 of ann@example.com', 'sftp://ann@host/x']) {
      assert.equal(hideCredentials(text), text);
    }
  });
});
