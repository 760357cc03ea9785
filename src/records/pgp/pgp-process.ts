import { fork, type ChildProcess } from 'node:child_process';
import { on, once } from 'node:events';
import { extname } from 'node:path';
import type { Readable, Writable } from 'node:stream';

import { IntegratorError } from '../../model/errors.js';
import type { PgpConclusion, PgpOrder, PgpReports } from './pgp-order.js';
import { takeTurn } from './take-turn.js';

const CHILD = new URL(`./pgp-child${extname(import.meta.url)}`, import.meta.url);

/** A process that works with the OpenPGP library; `pgp-child.ts` says why it is one. */
export interface PgpProcess<Report> {
  stdin: Writable;
  stdout: Readable;
  /** What it did in the end. @throws IntegratorError when it refused. */
  report(): Promise<Report>;
  end(): void;
}

/**
 * Starts a process for one order, when it is its turn. It must be ended, also when it has failed.
 *
 * @param signal gives up waiting for the turn; its reason is thrown
 */
export async function startPgpProcess<Kind extends PgpOrder['kind']>(
  order: PgpOrder & { kind: Kind },
  signal: AbortSignal,
): Promise<PgpProcess<PgpReports[Kind]>> {
  const endTurn = await takeTurn(signal);
  const child = fork(CHILD, { stdio: ['pipe', 'pipe', 'inherit', 'ipc'], serialization: 'advanced' });
  once(child, 'exit').then(endTurn, endTurn);
  const conclusion = conclusionOf(child);
  // Whoever asks for the report hears of it.
  conclusion.catch(ignore);
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new Error('No process could be started to work with OpenPGP.');
  child.send(order, ignore);
  return {
    stdin,
    stdout,
    report: async () => reportIn(await conclusion) as PgpReports[Kind],
    end: () => {
      child.kill('SIGKILL');
      stdin.destroy();
    },
  };
}

/** What the process says in the end; undefined when it ended without a word. */
async function conclusionOf(child: ChildProcess): Promise<PgpConclusion | undefined> {
  const messages = on(child, 'message', { close: ['disconnect'] }) as AsyncIterable<[PgpConclusion]>;
  for await (const [conclusion] of messages) return conclusion;
  return undefined;
}

function reportIn(conclusion: PgpConclusion | undefined): PgpReports[PgpOrder['kind']] {
  if (conclusion === undefined) throw new Error('The process that works with OpenPGP ended before it was done.');
  if ('report' in conclusion) return conclusion.report;
  const { code, message, details } = conclusion.refusal;
  throw new IntegratorError(code, message, details);
}

function ignore(): void {
  // It is told elsewhere.
}
