import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Registry } from 'prom-client';

import { IntegratorError } from './model/errors.js';
import { askReadiness, type LookAtPart } from './observability/readiness/readiness.js';

export interface ServeOperationsOptions {
  host: string;
  /** 0 takes a free one. */
  port: number;
  registry: Registry;
  /** What this process needs. */
  parts: Readonly<Record<string, LookAtPart>>;
}

/** Serves /metrics, /livez and /readyz of a worker, which has no API. */
export interface Operations {
  /** `http://127.0.0.1:9464` */
  url: string;
  stop(): Promise<void>;
}

/** Starts to serve them. @throws IntegratorError `service-unavailable` where the port is taken. */
export async function serveOperations({ host, port, registry, parts }: ServeOperationsOptions): Promise<Operations> {
  const answers: Record<string, () => Promise<Answer>> = {
    '/livez': () => Promise.resolve(json(200, { status: 'up' })),
    '/readyz': async () => {
      const readiness = await askReadiness(parts);
      return json(readiness.status === 'ready' ? 200 : 503, readiness);
    },
    '/metrics': async () => ({ status: 200, type: registry.contentType, body: await registry.metrics() }),
  };
  const server = createServer((request, response) => void answer(request, response, answers));
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    const message = `The metrics cannot be served on ${host}:${port} (${(error as Error).message}). Set INTEGRATOR_METRICS_HOST and INTEGRATOR_METRICS_PORT to an address of this machine that is free.`;
    throw new IntegratorError('service-unavailable', message);
  }
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

interface Answer {
  status: number;
  type: string;
  body: string;
}

async function answer(
  { method, url = '' }: IncomingMessage,
  response: ServerResponse,
  answers: Readonly<Record<string, () => Promise<Answer>>>,
): Promise<void> {
  const [path = ''] = url.split('?');
  const known = method === 'GET' && Object.hasOwn(answers, path) ? answers[path] : undefined;
  const { status, type, body } = (await known?.()) ?? json(404, { paths: Object.keys(answers) });
  response.writeHead(status, { 'Content-Type': type, 'X-Content-Type-Options': 'nosniff' }).end(body);
}

function json(status: number, body: object): Answer {
  return { status, type: 'application/json', body: `${JSON.stringify(body)}\n` };
}
