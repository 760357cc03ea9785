import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import { PassThrough, type Duplex } from 'node:stream';

import pg from 'pg';

import { CopyBlocks } from '../../src/connections/postgres/copy-blocks.js';
import { testEnvironment } from '../support/environment.js';
import { eventually } from '../support/eventually.js';

const BLOCK = 64 * 1024;
/** What may have been read before the server has to wait; of 100 MB. */
const MOST_AHEAD = 16 * 1024 ** 2;

describe('CopyBlocks', () => {
  const signal = new AbortController().signal;
  let client: pg.Client;
  let observer: pg.Client;

  const connect = async () => {
    const connected = new pg.Client({ connectionString: testEnvironment().postgres.url('postgres') });
    connected.on('error', () => undefined);
    await connected.connect();
    return connected;
  };
  const serverProcess = async () => {
    const { rows } = await client.query<{ id: number }>('select pg_backend_pid() as id');
    return rows[0]?.id;
  };
  const copy = (query: string, until = signal) => client.query(new CopyBlocks(`copy (${query}) to stdout`, until));
  const readAll = async (blocks: CopyBlocks): Promise<Buffer[]> => {
    const read: Buffer[] = [];
    for await (const block of blocks as AsyncIterable<Buffer>) read.push(block);
    return read;
  };

  before(async () => {
    observer = await connect();
  });
  after(() => observer.end());
  beforeEach(async () => {
    client = await connect();
  });
  afterEach(async () => {
    client.connection.stream.destroy();
    await client.end().catch(() => undefined);
  });

  it('gives every byte, in full blocks but for the last', async () => {
    const blocks = await readAll(copy(`select n, repeat('ü', n % 90) from generate_series(1, 20000) as n`));
    const expected = Array.from({ length: 20_000 }, (_, index) => `${index + 1}\t${'ü'.repeat((index + 1) % 90)}\n`);
    assert.equal(Buffer.concat(blocks).toString(), expected.join(''));
    assert.deepEqual(
      blocks.slice(0, -1).filter(({ length }) => length !== BLOCK),
      [],
    );
  });

  it('gives rows that are longer than blocks, and rows that fill them exactly', async () => {
    const lengths = [BLOCK - 1, 3 * BLOCK - 1, 5 * BLOCK + 17, 0, BLOCK - 1];
    const blocks = await readAll(
      copy(`select repeat(chr(96 + i::int), n) from unnest(array[${lengths.join()}]) with ordinality as t (n, i)`),
    );
    const expected = lengths.map((length, index) => `${String.fromCharCode(97 + index).repeat(length)}\n`);
    assert.equal(Buffer.concat(blocks).toString(), expected.join(''));
  });

  it('ends at once where there is no row, and leaves the session to the next statement', async () => {
    assert.deepEqual(await readAll(copy('select 1 where false')), []);
    assert.equal((await client.query('select 1')).rowCount, 1);
  });

  it('leaves the session to the next statement also where what came last waits to be read', () => {
    const stream = new PassThrough();
    const blocks = new CopyBlocks('copy people to stdout', signal);
    blocks.submit({ stream, query: () => undefined } as unknown as pg.Connection);
    for (let block = 0; block < 10; block++) blocks.handleCopyData({ chunk: Buffer.alloc(BLOCK) });
    assert.ok(stream.isPaused());
    blocks.handleCommandComplete();
    blocks.handleReadyForQuery();
    assert.ok(!stream.isPaused());
  });

  it('has the server wait for whoever reads slowly', async () => {
    const id = await serverProcess();
    const stream = client.connection.stream as Duplex & Pick<Socket, 'bytesRead'>;
    let received = stream.bytesRead;
    const before = received;
    const blocks = copy(`select repeat('x', 999) from generate_series(1, 100000)`);
    const iterator = (blocks as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
    const hash = createHash('sha256').update((await iterator.next()).value as Buffer);
    await eventually('the server waits, and nothing more comes', async () => {
      const { rows } = await observer.query<{ wait_event: string | null }>(
        'select wait_event from pg_stat_activity where pid = $1',
        [id],
      );
      const isStill = stream.bytesRead === received;
      received = stream.bytesRead;
      return isStill && rows[0]?.wait_event === 'ClientWrite';
    });
    assert.ok(received - before < MOST_AHEAD, `${received - before} bytes were read ahead`);
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) hash.update(next.value);
    const line = `${'x'.repeat(999)}\n`;
    assert.equal(hash.digest('hex'), createHash('sha256').update(line.repeat(100_000)).digest('hex'));
  });

  it('fails as the server does, in the middle of the rows', async () => {
    await assert.rejects(readAll(copy('select 1 / (50000 - n) from generate_series(1, 100000) as n')), {
      code: '22012',
    });
    assert.equal((await client.query('select 1')).rowCount, 1);
  });

  it('fails where the connection breaks, which is no end', async () => {
    const id = await serverProcess();
    const blocks = copy(`select n, pg_sleep(case when n = 5000 then 60 else 0 end) from generate_series(1, 9999) as n`);
    const reading = readAll(blocks);
    reading.catch(() => undefined);
    await eventually('the server sleeps', async () => {
      const { rows } = await observer.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where pid = $1 and wait_event = $2',
        [id, 'PgSleep'],
      );
      return rows.length === 1;
    });
    await assert.rejects(reading);
  });

  it('ends at once when its signal aborts, whatever the server is doing', async () => {
    const stopping = new AbortController();
    const reading = readAll(copy('select pg_sleep(60)', stopping.signal));
    stopping.abort();
    await assert.rejects(reading, { name: 'AbortError' });
  });
});
