import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { mock } from 'node:test';

import type { Response } from 'express';

import { EventStream } from '../../src/api/event-stream.js';
import type { SiteEvent } from '../../src/model/site-event.js';

/** A response whose reader takes what is written when he is told to. */
class SlowResponse extends Writable {
  readonly written: string[] = [];
  private taken: (() => void) | undefined;

  constructor() {
    super({ highWaterMark: 1, decodeStrings: false });
  }

  writeHead(): this {
    return this;
  }

  override _write(text: string, _encoding: BufferEncoding, taken: () => void): void {
    this.written.push(text);
    this.taken = taken;
  }

  read(): void {
    const { taken } = this;
    this.taken = undefined;
    taken?.();
  }
}

const change = (number: number): SiteEvent => ({ event: 'schedule', data: { schedule: `s${number}` } });

describe('a stream of events', () => {
  let response: SlowResponse;
  let stream: EventStream;
  beforeEach(() => {
    mock.timers.enable({ apis: ['setInterval', 'setTimeout'] });
    response = new SlowResponse();
    stream = new EventStream(response as unknown as Response);
  });
  afterEach(() => {
    stream.end();
    mock.timers.reset();
  });

  /** The reader takes what was written, and what is written then. */
  const read = async (): Promise<void> => {
    response.read();
    await new Promise(setImmediate);
  };
  const events = () =>
    response.written
      .join('')
      .split('\n\n')
      .filter((part) => part.startsWith('event: '));

  it('keeps nothing more for a reader who is slow: he is told to look everything up again', async () => {
    for (let number = 0; number < 10_000; number++) stream.tell(change(number % 5000));
    assert.deepEqual(events(), []);
    await read();
    assert.ok(events().length < 1001, `${events().length} events`);
    assert.equal(events()[0], 'event: missed\ndata: {}');
    assert.equal(events().at(-1), 'event: schedule\ndata: {"schedule":"s4999"}');
  });

  it('tells the first change at once, those that follow it together, and each thing as it is last', async () => {
    await read();
    const ended = (status: 'In-Progress' | 'Failed'): SiteEvent => ({ event: 'run', data: { run: 'r', status } });
    stream.tell(ended('In-Progress'));
    await read();
    assert.equal(events().length, 1);
    stream.tell(change(1));
    stream.tell(ended('In-Progress'));
    stream.tell(ended('Failed'));
    await read();
    assert.equal(events().length, 1);
    mock.timers.tick(250);
    assert.deepEqual(events().slice(1), [
      'event: schedule\ndata: {"schedule":"s1"}',
      'event: run\ndata: {"run":"r","status":"Failed"}',
    ]);
  });

  it('gives a sign of life where nothing changes', async () => {
    await read();
    const before = response.written.length;
    mock.timers.tick(15_000);
    assert.deepEqual(response.written.slice(before), [': here\n\n']);
  });
});
