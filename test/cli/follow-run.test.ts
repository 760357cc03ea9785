import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { createClient } from '../../src/client/create-client.js';
import type { RunSummary } from '../../src/cli/answers.js';
import { followRun } from '../../src/cli/runs/follow-run.js';
import type { RunProgress } from '../../src/cli/runs/run-progress.js';
import type { Session } from '../../src/cli/session.js';

const RUN = { id: 'r1', site: 'DEV', name: 'first', status: 'In-Progress', steps: [] } as unknown as RunSummary;
const ENDED = { ...RUN, status: 'Completed', endedAt: '2026-11-22T00:00:00Z' } as RunSummary;

describe('following a run', () => {
  let server: Server;
  let events: 'told' | 'refused';
  /** What the API says at each look; the last one from then on. */
  let looks: (RunSummary | 'away')[];
  let stream: ServerResponse | undefined;
  const opened: (() => void)[] = [];

  before(async () => {
    server = createServer((request, response) => {
      if (request.url?.endsWith('/events') === true) {
        response.writeHead(events === 'told' ? 200 : 404, { 'Content-Type': 'text/event-stream' });
        if (events === 'refused') response.end();
        else response.flushHeaders();
        stream = response;
        opened.splice(0).forEach((open) => open());
        return;
      }
      const look = looks.length > 1 ? looks.shift() : looks[0];
      if (look === 'away') response.destroy();
      else response.setHeader('Content-Type', 'application/json').end(JSON.stringify(look));
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });

  after(() => {
    server.closeAllConnections();
    server.close();
  });

  const followed = (tell: (progress: RunProgress) => void = () => undefined): Promise<RunSummary> => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return followRun({ api: createClient({ url }), url, token: () => undefined } as unknown as Session, RUN, tell);
  };
  const say = (event: string, data: object) => stream?.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);

  it('is told how far the run has come, and its end', async () => {
    [events, looks] = ['told', [RUN, ENDED]];
    const told: RunProgress[] = [];
    const isOpen = new Promise<void>((resolve) => opened.push(resolve));
    const following = followed((progress) => told.push(progress));
    await isOpen;
    say('progress', { run: 'another', step: 'load', records: 1 });
    say('progress', { run: 'r1', step: 'load', records: 7, secondsLeft: 2 });
    say('run', { run: 'r1', status: 'Completed' });
    assert.equal((await following).status, 'Completed');
    assert.deepEqual(
      told.filter(({ step }) => step !== undefined),
      [{ step: 'load', records: 7, secondsLeft: 2 }],
    );
  });

  it('looks again and again where the API tells no events', async () => {
    const loading = { ...RUN, progress: { step: 'load', records: 5 } } as RunSummary;
    [events, looks] = ['refused', [loading, ENDED]];
    const told: RunProgress[] = [];
    assert.equal((await followed((progress) => told.push(progress))).status, 'Completed');
    assert.deepEqual(told.at(-1), { step: 'load', records: 5 });
  });

  it('waits for an API that is away for a moment', async () => {
    [events, looks] = ['refused', ['away', 'away', ENDED]];
    assert.equal((await followed()).status, 'Completed');
  });
});
