import type { PostgresProxy } from '../../support/postgres-proxy.js';
import type { Moment, ProxiedSession } from '../../support/proxied-session.js';
import type { CaseLane } from './case-lane.js';
import { sizeOf, whenFileGrows, type FileMoment } from './grown-file.js';
import type { ImportCase } from './import-case.js';
import type { SeededRandom } from './seeded-random.js';

/** How a run is brought to a place and kept there. */
export interface Striker {
  /** What is said in the session of the place waits for this. */
  released: Promise<void>;
  /** Called where nothing can wait: files are written on. */
  now: () => void;
  /** Aborts when the run has not come to its place. */
  signal: AbortSignal;
}

/** A run that has come to its place. */
export interface Arrival {
  /** Of the statement, where the place is one. */
  session?: ProxiedSession;
  /** Resolves when that session is over, where it is the session of a load. */
  over?: Promise<void>;
  /** Whether it was there still when it was struck. */
  inTime: boolean;
}

/** A place in a run. Resolves when the run has come to it. */
export type Strike<Given = ImportCase> = (given: Given, striker: Striker) => Promise<Arrival>;

/** A run of whatever direction, the only one of its site that is opened meanwhile. */
export interface StruckRun {
  lane: Pick<CaseLane, 'control' | 'target'>;
  site: string;
  random: SeededRandom;
}

/** When the run is written down. */
export function atOpening(at: Moment['at']): Strike<StruckRun> {
  return ({ lane, site }, striker) => hold(lane.control, { statement: OPENS, of: site, at }, striker);
}

/** At a statement of the run on the control database; with `upToNth`, at one of so many that match, from `nth` on. */
export function onControl(statement: RegExp, at: Moment['at'], { nth = 1, upToNth = 1 } = {}): Strike<StruckRun> {
  return async (given, striker) => {
    const of = await learnRun(given);
    return hold(given.lane.control, { statement, of, at, nth: nth + given.random.below(upToNth) }, striker);
  };
}

/** At a statement of the run in the target, or in the source of an export. */
export function onTarget(statement: RegExp, at: Moment['at']): Strike<StruckRun> {
  return async (given, striker) => {
    const of = await learnRun(given);
    return holdLoad(given, { statement, of, at }, striker);
  };
}

/** After so many bytes of the data that is staged as follow from the seed. */
export const whileStaging: Strike = async (given, striker) => {
  const at = given.random.below(given.file.csv.length * 0.6);
  return onTarget(/^copy /, at)(given, striker);
};

/** When a step writes down that it begins. */
export function beginning(step: string, at: Moment['at']): Strike<StruckRun> {
  return onControl(new RegExp(`^insert into run_step[^]*${step}`), at);
}

/** When a step has begun. */
export function atBegin(step: string): Strike<StruckRun> {
  return beginning(step, 'answered');
}

/** When a step is over and about to say so. */
export function atEnd(step: string): Strike<StruckRun> {
  return onControl(new RegExp(`^update run_step[^]*${step}`), 'sent');
}

/** At a statement in the target, in the attempt after one that was cut off when it was about to commit. */
export function onTargetAgain(statement: RegExp, at: Moment['at']): Strike {
  return async (given, striker) => {
    const of = await learnRun(given);
    await given.lane.target.once({ statement: /^commit/, of, at: 'sent' }, (session) => session.cut());
    return holdLoad(given, { statement, of, at }, striker);
  };
}

/** While a file is written that will have so many bytes: when it has as many of them as follow from the seed. */
export function whileWriting(
  path: RegExp,
  { folder, length }: { folder: (given: ImportCase) => string; length: (given: ImportCase) => number },
): Strike {
  return async (given, striker) => {
    const moment = { folder: folder(given), path, bytes: given.random.below(length(given) / 2) };
    const size = sizeOf(await strikeAtFile(moment, striker));
    return { inTime: size >= 0 && size < length(given) };
  };
}

/** When a file has come, by its path. */
export function whenThere(path: RegExp, folder: (given: ImportCase) => string): Strike {
  return async (given, striker) => {
    await strikeAtFile({ folder: folder(given), path, bytes: 0 }, striker);
    return { inTime: true };
  };
}

const OPENS = /^with opened as \(insert into run \(/;

/** The id of the run, as soon as it is written down. */
export async function learnRun({ lane, site }: Pick<StruckRun, 'lane' | 'site'>): Promise<string> {
  let run: string | undefined;
  await lane.control.once({ statement: OPENS, of: site, at: 'sent' }, ({ statement }) => {
    run = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(statement)?.[0];
  });
  if (run === undefined) throw new Error('There is no id where the run is written down.');
  return run;
}

async function holdLoad({ lane }: StruckRun, moment: Moment, striker: Striker): Promise<Arrival> {
  const { session, inTime } = await hold(lane.target, moment, striker);
  return { session, inTime, over: session.ended };
}

async function hold(
  proxy: PostgresProxy,
  moment: Moment,
  { released }: Striker,
): Promise<Arrival & { session: ProxiedSession }> {
  const sessions: ProxiedSession[] = [];
  await proxy.once(moment, (session) => {
    session.hold(released);
    sessions.push(session);
  });
  return { session: sessions[0]!, inTime: true };
}

async function strikeAtFile(moment: FileMoment, { signal, now }: Striker): Promise<string> {
  let struck = '';
  await whenFileGrows(moment, signal, (path) => {
    now();
    struck = path;
  });
  return struck;
}
