import { rm } from 'node:fs/promises';

import { assertExactlyOnce } from './support/assert-exactly-once.js';
import { bringToPlace, untilInTime } from './support/bring-to-place.js';
import { onLine, onSftp } from './support/endpoint-strikes.js';
import { LARGE } from './support/generated-file.js';
import type { ImportCase } from './support/import-case.js';
import { Lane } from './support/lane.js';
import { ParallelCases } from './support/parallel-cases.js';
import { prepareImports, type Kind } from './support/prepare-imports.js';
import {
  atBegin,
  atEnd,
  atOpening,
  onControl,
  onTarget,
  whenThere,
  whileStaging,
  whileWriting,
  type Strike,
} from './support/strikes.js';

interface Point extends Kind {
  strike: Strike;
  /** What it had received of its file stays in the file store until a file comes an hour later. */
  leavesPart?: boolean;
}

/** Runs are held there until all seeds have come to it. */
const AT_STATEMENTS: Record<string, Point> = {
  'about to write down the run': { strike: atOpening('sent') },
  'not told that the run is written down': { strike: atOpening('answered') },
  'about to receive the file': { strike: atBegin('receive') },
  'about to note what it received': { strike: onControl(/^update run set file_sha256/, 'sent') },
  'at the end of receiving': { strike: atEnd('receive') },
  'at the end of opening the file': { strike: atEnd('open'), packing: 'csv.zip.pgp' },
  'that has its turn to load': { strike: onTarget(/^insert into integrator\.load/, 'answered') },
  'parsing the file': { strike: onControl(/insert into reject /, 'sent', { upToNth: 4 }), hasRejects: true },
  'staging the records': { strike: whileStaging, size: LARGE },
  'that has staged all records': { strike: onTarget(/^analyze/, 'sent') },
  'about to write the records': { strike: onTarget(/^insert into "people/, 'sent') },
  'not told that the records are written': { strike: onTarget(/^set constraints/, 'answered') },
  'before COMMIT': { strike: onTarget(/^commit/, 'sent') },
  'with its COMMIT on the way': { strike: onTarget(/^commit/, 'forwarded') },
  'after COMMIT, its answer lost': { strike: onTarget(/^commit/, 'answered') },
  'at the end of loading': { strike: atEnd('load') },
  'at the end of putting the file away': { strike: atEnd('put-away') },
  'about to close the run': { strike: onControl(/^update run set status/, 'sent') },
  'not told that the run is closed': { strike: onControl(/^update run set status/, 'answered') },
};

const file = /\/people\.[^/]*$/;

/** What the worker has asked of the server last is done, and the worker does not know it. */
const AT_ENDPOINTS: Record<string, Point> = {
  'moving its file on an SFTP server into its claim': {
    strike: onSftp({ request: 'EXTENDED', path: /^posix-rename/, at: 'answered' }),
    from: 'sftp',
  },
  'reading its file from an SFTP server': {
    strike: onLine(({ sftp }: ImportCase) => sftp?.line, 100_000, 'back'),
    from: 'sftp',
    leavesPart: true,
  },
  'loading the file of an SFTP server, after COMMIT': { strike: onTarget(/^commit/, 'answered'), from: 'sftp' },
  'giving its file on an SFTP server its name in the archive': {
    strike: onSftp({ request: 'RENAME', path: file, at: 'answered' }),
    from: 'sftp',
  },
  'removing its claim on an SFTP server': { strike: onSftp({ request: 'RMDIR', at: 'sent' }), from: 'sftp' },
  'staging the records of an upload': { strike: whileStaging, from: 'upload' },
  'loading an upload, after COMMIT': { strike: onTarget(/^commit/, 'answered'), from: 'upload' },
  'closing the run of an upload': { strike: onControl(/^update run set status/, 'answered'), from: 'upload' },
};

const opened = { folder: ({ lane }: ImportCase) => lane.opened, length: ({ file }: ImportCase) => file.csv.length };
const decrypted = { ...opened, length: ({ unsealed }: ImportCase) => unsealed.length };
const source = ({ folder }: ImportCase) => folder;

/** Nothing holds these; the kill comes as soon as they are seen. */
const IN_FILES: Record<string, Point> = {
  'decrypting the file': {
    strike: whileWriting(/decrypted\.[\da-f-]+\.part$/, decrypted),
    packing: 'csv.zip.pgp',
    size: LARGE,
  },
  'that has just decrypted it': { strike: whenThere(/decrypted$/, opened.folder), packing: 'csv.zip.pgp', size: LARGE },
  'unzipping the file': { strike: whileWriting(/source\.[\da-f-]+\.part$/, opened), packing: 'zip', size: LARGE },
  'putting the file away': { strike: whenThere(/archive\//, source) },
};

describe('a worker that is killed', function () {
  this.timeout(600_000);
  const cases = new ParallelCases(() => Lane.start(), 8);
  before(() => cases.begin());
  after(() => cases.end());

  for (const [title, point] of Object.entries(IN_FILES)) {
    cases.declare(`${title} loses, doubles and invents no record`, 'one by one', (lane, seeds) =>
      untilInTime(seeds, (some) => killAt(lane, some, point)),
    );
  }
  for (const [title, point] of Object.entries({ ...AT_STATEMENTS, ...AT_ENDPOINTS })) {
    cases.declare(`${title} loses, doubles and invents no record`, 'at once', (lane, seeds) =>
      untilInTime(seeds, (some) => killAt(lane, some, point)),
    );
  }
});

/** Kills the worker of these runs at the point. Answers whether they had come there and were not past it. */
async function killAt(lane: Lane, seeds: readonly number[], point: Point): Promise<boolean> {
  const runs = await prepareImports(lane, seeds, point);
  try {
    const { inTime, breakSessions } = await bringToPlace(runs, point.strike, () => lane.strike('SIGKILL'));
    lane.strike('SIGKILL');
    breakSessions();
    if (point.leavesPart === true) await rm(lane.incoming, { recursive: true });
    await lane.startWorker();
    await assertExactlyOnce(runs);
    return inTime;
  } finally {
    await Promise.all(runs.map((given) => given.stop()));
  }
}
