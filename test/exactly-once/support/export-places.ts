import { RECORD_BYTES, type ExportCase } from './export-case.js';
import { BATCH, type ExportKind } from './export-targets.js';
import { onBatch, onDisk, onLine, onSftp } from './endpoint-strikes.js';
import type { InnerLane } from './inner-lane.js';
import { around, type Places } from './places.js';
import { atOpening, beginning, onControl, onTarget } from './strikes.js';

/** What an export must be given at a place. */
interface Packed {
  /** The name of the file. */
  file?: string;
}

type ExportPlaces<Given = ExportCase> = Places<Given, Packed>;

const takingTurn = (nth: number, at: 'sent' | 'answered') => onControl(/^update run set load_attempt/, at, { nth });
const source = ({ source: line }: ExportCase) => line;

const COLLECTING: ExportPlaces = {
  ...around('writing down the run', atOpening),
  ...around('beginning to collect', (at) => beginning('collect', at)),
  ...around('reading the source', (at) => onTarget(/^copy/, at)),
  'with a sixth of the source on the way': { strike: onLine(source, 8 * RECORD_BYTES, 'back') },
  'with most of the source on the way': { strike: onLine(source, 35 * RECORD_BYTES, 'back') },
  ...around('noting what there is to send', (at) => onControl(/^update run set collected = /, at)),
  'taking its turn to send': { strike: takingTurn(2, 'answered') },
};

const ACKNOWLEDGING: ExportPlaces = {
  ...around('beginning to acknowledge', (at) => beginning('acknowledge', at)),
  ...around('noting what has arrived of it', (at) => onControl(/^update run set collected = collected/, at)),
  ...around('moving the state on', (at) => onControl(/^with moved as/, at)),
  ...around('closing the run', (at) => onControl(/^update run set status/, at)),
};

const PUBLISHING: ExportPlaces = {
  ...around('beginning to deliver', (at) => beginning('deliver', at)),
  ...around('noting that the file is about to get its name', (at) => onControl(/^update run set publishing/, at)),
  ...around('noting that the file is there', (at) => onControl(/^update run set sent_records/, at)),
};

const packed = { file: 'things.csv.zip' };

/** What the worker does with its own files. */
const KEEPING: ExportPlaces<ExportCase<InnerLane>> = {
  'writing the state aside': { strike: onDisk({ call: 'writeFile', path: /states\//, at: 'answered' }) },
  ...around('keeping what there is to send', (at) => onDisk({ call: 'rename', path: /incoming\//, at })),
  'packing what there is to send': {
    strike: onDisk({ call: 'writeFile', path: /incoming\//, nth: 3, at: 'sent' }),
    ...packed,
  },
};

const part = /\/\.?things\.csv[^/]*$/;
const packedPart = /\/\.?things\.csv\.zip[^/]*$/;

const TO_FOLDER: ExportPlaces<ExportCase<InnerLane>> = {
  ...around('making the file', (at) => onDisk({ call: 'open', path: part, at })),
  'with a third of the file written': { strike: onDisk({ call: 'writeFile', path: part, at: 'answered' }) },
  'with two thirds of the file written': { strike: onDisk({ call: 'writeFile', path: part, nth: 3, at: 'sent' }) },
  'with the whole file written': { strike: onDisk({ call: 'sync', path: part, at: 'sent' }) },
  ...around('giving the file its name', (at) => onDisk({ call: 'rename', path: part, at })),
  ...around('giving the packed file its name', (at) => onDisk({ call: 'rename', path: packedPart, at }), packed),
};

const TO_SFTP: ExportPlaces = {
  ...around('making the file', (at) => onSftp({ request: 'OPEN', path: part, at })),
  'with its first piece on the way': { strike: onSftp({ request: 'WRITE', path: part, at: 'sent' }) },
  'with a third of the file written': { strike: onSftp({ request: 'WRITE', path: part, nth: 8, at: 'sent' }) },
  'with its last piece written': { strike: onSftp({ request: 'WRITE', path: part, nth: 23, at: 'answered' }) },
  'with half of the file lost on the way': {
    strike: onLine(({ sftp }) => sftp?.line, 20 * RECORD_BYTES, 'there', 'lost'),
  },
  ...around('closing the file', (at) => onSftp({ request: 'CLOSE', path: part, at })),
  ...around('giving the file its name', (at) => onSftp({ request: 'EXTENDED', path: /^posix-rename/, at })),
};

const withBatch = (nth: number): ExportPlaces => ({
  [`with batch ${nth} there`]: { strike: onBatch(nth) },
  ...around(`noting batch ${nth}`, (at) => onControl(/^with turn as[^]*sent_records/, at, { nth })),
});

const TO_HTTP: ExportPlaces = {
  ...around('beginning to send', (at) => beginning('send', at)),
  'with a third of batch 1 on the way': {
    strike: onLine(({ http }) => http?.line, (BATCH * RECORD_BYTES) / 3, 'there'),
  },
  'with half of batch 3 lost on the way': {
    strike: onLine(({ http }) => http?.line, 2.5 * BATCH * RECORD_BYTES, 'there', 'lost'),
  },
  ...withBatch(1),
  ...withBatch(2),
  ...withBatch(3),
  ...withBatch(4),
  ...withBatch(5),
};

/** Where an export is halted, by its target: at 30 places, or more. */
export const HALTED_AT: Record<ExportKind, ExportPlaces<ExportCase<InnerLane>>> = {
  folder: { ...COLLECTING, ...KEEPING, ...TO_FOLDER, ...PUBLISHING, ...ACKNOWLEDGING },
  sftp: { ...COLLECTING, ...KEEPING, ...TO_SFTP, ...PUBLISHING, ...ACKNOWLEDGING },
  http: { ...COLLECTING, ...TO_HTTP, ...ACKNOWLEDGING },
};

const KILLED =
  /^(reading the source|noting (what|that) .*|noting batch [14]|moving the state on|closing the run|giving the file its name), after|half of/;

/** Where the worker of an export is killed: what it has done last, it has not heard of. */
export const KILLED_AT: Record<ExportKind, ExportPlaces> = {
  folder: chosen({ ...COLLECTING, ...PUBLISHING, ...ACKNOWLEDGING }),
  sftp: chosen({ ...COLLECTING, ...TO_SFTP, ...PUBLISHING, ...ACKNOWLEDGING }),
  http: chosen({ ...COLLECTING, ...TO_HTTP, ...ACKNOWLEDGING }),
};

function chosen(places: ExportPlaces): ExportPlaces {
  return Object.fromEntries(Object.entries(places).filter(([where]) => KILLED.test(where)));
}
