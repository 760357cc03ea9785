import { onDisk, onLine, onSftp } from './endpoint-strikes.js';
import type { ImportCase } from './import-case.js';
import type { InboxKind } from './inboxes.js';
import type { InnerLane } from './inner-lane.js';
import type { Kind } from './prepare-imports.js';
import { around, type Places } from './places.js';
import { atEnd, atOpening, beginning, onControl, onTarget, whileStaging } from './strikes.js';

type ImportPlaces<Given = ImportCase<InnerLane>> = Places<Given, Kind>;

const OPENING: ImportPlaces = {
  ...around('writing down the run', atOpening),
};

const RECEIVING: ImportPlaces = {
  ...around('beginning to receive the file', (at) => beginning('receive', at)),
  'with the first piece of the file kept': {
    strike: onDisk({ call: 'writeFile', path: /incoming\//, at: 'answered' }),
  },
  ...around('keeping the file', (at) => onDisk({ call: 'rename', path: /incoming\//, at })),
  ...around('noting what it received', (at) => onControl(/^update run set file_sha256/, at)),
};

const LOADING: ImportPlaces = {
  'with the file unzipped': { strike: onDisk({ call: 'rename', path: /opened\//, at: 'sent' }), packing: 'zip' },
  ...around('beginning to load', (at) => beginning('load', at)),
  ...around('taking its turn to load', (at) => onTarget(/^insert into integrator\.load/, at)),
  ...around('making room for the records', (at) => onTarget(/^create temporary table/, at)),
  ...around('keeping rejects', (at) => onControl(/insert into reject /, at), { hasRejects: true }),
  ...around('noting the header', (at) => onControl(/^update run set header/, at), { hasRejects: true }),
  ...around('beginning to stage a piece', (at) => onTarget(/^savepoint piece/, at)),
  'staging the records': { strike: whileStaging },
  ...around('having staged all records', (at) => onTarget(/^analyze/, at)),
  ...around('writing the records', (at) => onTarget(/^insert into "people/, at)),
  ...around('settling what is written', (at) => onTarget(/^set constraints/, at)),
  ...around('announcing the commit', (at) => onControl(/^update run set may_have_applied/, at)),
  ...around('marking the load', (at) => onTarget(/^update integrator\.load set counts/, at)),
  ...around('committing', (at) => onTarget(/^commit/, at)),
  'with its COMMIT on the way': { strike: onTarget(/^commit/, 'forwarded') },
  'at the end of loading': { strike: atEnd('load') },
};

const CLOSING: ImportPlaces = {
  ...around('closing the run', (at) => onControl(/^update run set status/, at)),
};

const PUTTING_AWAY: ImportPlaces = {
  ...around('beginning to put the file away', (at) => beginning('put-away', at)),
  'at the end of putting the file away': { strike: atEnd('put-away') },
};

const claim = /\.integrator\/[^/]+$/;
const file = /\/people\.[^/]*$/;

const OF_FOLDER: ImportPlaces = {
  ...around('making a claim', (at) => onDisk({ call: 'mkdir', path: claim, at })),
  ...around('moving the file into its claim', (at) => onDisk({ call: 'rename', path: file, at })),
  'opening the file': { strike: onDisk({ call: 'open', path: file, at: 'answered' }) },
  'with a piece of the file read': { strike: onDisk({ call: 'read', path: file, nth: 3, at: 'sent' }) },
  ...around('giving the file its name in the archive', (at) => onDisk({ call: 'link', path: file, at })),
  ...around('taking the file out of its claim', (at) => onDisk({ call: 'unlink', path: file, at })),
  ...around('removing the claim', (at) => onDisk({ call: 'rmdir', path: claim, at })),
};

const OF_SFTP: ImportPlaces<ImportCase> = {
  ...around('making a claim', (at) => onSftp({ request: 'MKDIR', path: claim, at })),
  ...around('moving the file into its claim', (at) => onSftp({ request: 'EXTENDED', path: /^posix-rename/, at })),
  ...around('opening the file', (at) => onSftp({ request: 'OPEN', path: file, at })),
  'with a piece of the file asked for': { strike: onSftp({ request: 'READ', path: file, nth: 3, at: 'sent' }) },
  'with a third of the file on the way': { strike: onLine(({ sftp }) => sftp?.line, 150_000, 'back') },
  ...around('closing the file', (at) => onSftp({ request: 'CLOSE', path: file, at })),
  ...around('giving the file its name in the archive', (at) => onSftp({ request: 'RENAME', path: file, at })),
  ...around('removing the claim', (at) => onSftp({ request: 'RMDIR', path: claim, at })),
};

const TAKEN = { ...OPENING, ...RECEIVING, ...LOADING, ...PUTTING_AWAY, ...CLOSING };

/** Where an import is halted, by how its file comes: at 30 places, or more. */
export const HALTED_AT: Record<InboxKind, ImportPlaces> = {
  folder: { ...TAKEN, ...OF_FOLDER },
  sftp: { ...TAKEN, ...OF_SFTP },
  upload: { ...OPENING, ...LOADING, ...CLOSING },
};
