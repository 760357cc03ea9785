import type { DiskMoment, SlowDisk } from '../../support/slow-disk.js';
import type { SlowLine } from '../../support/slow-line.js';
import type { BatchEndpoint } from './batch-endpoint.js';
import type { SftpEndpoint, SftpMoment } from './sftp-endpoint.js';
import { learnRun, type Strike, type StruckRun } from './strikes.js';

/** A run whose worker shares this process. */
export type InnerRun = StruckRun & { lane: { disk: SlowDisk } };

/** When a step of the run does something with a file. */
export function onDisk(moment: Omit<DiskMoment, 'of'>): Strike<InnerRun> {
  return async (given, { released }) => {
    const of = await learnRun(given);
    await given.lane.disk.hold({ ...moment, of }, released);
    return { inTime: true };
  };
}

/** At a request to the SFTP server of the case. */
export function onSftp(moment: SftpMoment): Strike<{ sftp?: SftpEndpoint | undefined }> {
  return async ({ sftp }, { released }) => {
    await present(sftp, 'SFTP server').hold(moment, released);
    return { inTime: true };
  };
}

/** When the http endpoint of the case has a batch, and has not answered. */
export function onBatch(nth: number): Strike<{ http?: BatchEndpoint | undefined }> {
  return async ({ http }, { released }) => {
    await present(http, 'http endpoint').hold(nth, released);
    return { inTime: true };
  };
}

/** After so many bytes on a line of the case. What comes after them comes late, or is lost. */
export function onLine<Given>(
  lineOf: (given: Given) => SlowLine | undefined,
  bytes: number,
  direction: 'there' | 'back',
  fate: 'late' | 'lost' = 'late',
): Strike<Given> {
  return async (given, { released }) => {
    await present(lineOf(given), 'line').holdAfter(bytes, direction, released, fate);
    return { inTime: true };
  };
}

function present<Part>(part: Part | undefined, what: string): Part {
  if (part === undefined) throw new Error(`The case has no ${what}.`);
  return part;
}
