import type { Moment, ProxiedSession } from '../../support/proxied-session.js';
import { sizeOf, whenFileGrows, type FileMoment } from './grown-file.js';
import type { ImportCase } from './import-case.js';
import type { SeededRandom } from './seeded-random.js';

/** A run to which something is to happen. */
export interface Place {
  given: ImportCase;
  random: SeededRandom;
  /** Aborts when it has not come to it. */
  signal: AbortSignal;
}

/** What happens; `session` is the one of the statement, where it happens at a statement. */
export type Blow = (session?: ProxiedSession) => void | Promise<void>;

/**
 * Prepares a blow for the moment in which the run comes to a place. Resolves when it was struck, and says whether it came
 * in time: files do not wait for us.
 */
export type Strike = (place: Place, blow: Blow) => Promise<boolean>;

/** Of a statement on the control database, by its text and parameters. */
export function onControl(statement: RegExp, at: Moment['at'], upToNth = 1): Strike {
  return async ({ given, random }, blow) => {
    await given.lane.control.once({ statement, at, nth: 1 + random.below(upToNth) }, blow);
    return true;
  };
}

/** Of a statement in the target. */
export function onTarget(statement: RegExp, at: Moment['at']): Strike {
  return async ({ given }, blow) => {
    await given.lane.target.once({ statement, at }, blow);
    return true;
  };
}

/** After so many bytes of the data that is staged as follow from the seed. */
export const whileStaging: Strike = async ({ given, random }, blow) => {
  const at = random.below(given.file.csv.length * 0.6);
  await given.lane.target.once({ statement: /^copy /, at }, blow);
  return true;
};

/** When a step has begun. */
export function atBegin(step: string): Strike {
  return onControl(new RegExp(`^insert into run_step[^]*${step}`), 'answered');
}

/** When a step is over and about to say so. */
export function atEnd(step: string): Strike {
  return onControl(new RegExp(`^update run_step[^]*${step}`), 'sent');
}

/** In the attempt that comes after one that was cut off when it was about to commit. */
export function afterFailure(strike: Strike): Strike {
  return async (place, blow) => {
    await place.given.lane.target.once({ statement: /^commit/, at: 'sent' }, (session) => session.cut());
    return strike(place, blow);
  };
}

/** While a file is written that will have so many bytes: when it has as many of them as follow from the seed. */
export function whileWriting(
  path: RegExp,
  { folder, length }: { folder: (given: ImportCase) => string; length: (given: ImportCase) => number },
): Strike {
  return async ({ given, random, signal }, blow) => {
    const moment = { folder: folder(given), path, bytes: random.below(length(given) / 2) };
    const size = sizeOf(await strikeAtFile(moment, signal, blow));
    return size >= 0 && size < length(given);
  };
}

/** When a file has come, by its path below the folder. */
export function whenThere(path: RegExp, folder: (given: ImportCase) => string): Strike {
  return async ({ given, signal }, blow) => {
    await strikeAtFile({ folder: folder(given), path, bytes: 0 }, signal, blow);
    return true;
  };
}

async function strikeAtFile(moment: FileMoment, signal: AbortSignal, blow: Blow): Promise<string> {
  let struck: { path: string; done: void | Promise<void> } | undefined;
  await whenFileGrows(moment, signal, (path) => (struck = { path, done: blow() }));
  await struck?.done;
  return struck?.path ?? '';
}

/** Runs the import until the blow was struck. Answers whether it came in time. */
export async function runUntilStruck(
  given: ImportCase,
  random: SeededRandom,
  strike: Strike,
  blow: Blow,
): Promise<boolean> {
  const over = new AbortController();
  const struck = strike({ given, random, signal: over.signal }, blow);
  const instead = given.request().then(async () => {
    const { status, reason } = await given.ended();
    throw new Error(`The run never came to its place: it is ${status} ${reason}`);
  });
  instead.catch(() => undefined);
  struck.catch(() => undefined);
  try {
    return await Promise.race([struck, instead]);
  } finally {
    over.abort();
  }
}
