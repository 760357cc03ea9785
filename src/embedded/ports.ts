import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { EmbeddedError } from './embedded-error.js';
import type { Report } from './report.js';

/** How many ports above the wanted one are tried before any free one will do. */
const NEIGHBOURS = 100;

export interface PortChoice {
  /** The environment variable that sets it, for the messages. */
  name: string;
  port: number;
  /** Whether the operator set it: then no other port will do. */
  explicit: boolean;
  report: Report;
}

/**
 * A port that is free on 127.0.0.1: the wanted one (0: any) or, unless the operator set it, the next free one above it,
 * which is reported. Throws EmbeddedError if the operator's port is taken, or is one this user may not open.
 */
export async function choosePort({ name, port, explicit, report }: PortChoice): Promise<number> {
  // A server that picks one itself would have to be asked which; so it is picked here.
  if (port === 0) return freePort();
  const problem = await whyNotFree(port);
  if (problem === undefined) return port;
  const state = problem === 'EADDRINUSE' ? 'is taken by another program' : `cannot be opened (${problem})`;
  if (explicit) throw new EmbeddedError(`Port ${port} (${name}) ${state}. Set ${name} to another port.`);
  const other = (await nextFree(port + 1)) ?? (await freePort());
  report(`Port ${port} is taken; using ${other} (${name} sets it)`);
  return other;
}

/**
 * Any port that is free on 127.0.0.1 now. Not one the system gives to outgoing connections (32768 and above on Linux):
 * such a one may be taken again before a server listens on it.
 */
export async function freePort(): Promise<number> {
  const port = await nextFree(randomInt(20_000, 32_000));
  if (port === undefined)
    throw new EmbeddedError('No free port was found on 127.0.0.1. End programs that listen there.');
  return port;
}

async function nextFree(first: number): Promise<number | undefined> {
  for (let port = first; port < Math.min(first + NEIGHBOURS, 65_536); port++) {
    if ((await whyNotFree(port)) === undefined) return port;
  }
  return undefined;
}

/** The system's error code for opening the port, or undefined if it opens. */
async function whyNotFree(port: number): Promise<string | undefined> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
  server.close();
  await once(server, 'close');
  return undefined;
}
