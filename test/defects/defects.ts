import type { Defect } from './defect.js';
import { ACCESS } from './list/access.js';
import { FILES } from './list/files.js';
import { LOADS } from './list/loads.js';
import { RECORDS } from './list/records.js';
import { RUNS } from './list/runs.js';
import { TIMES } from './list/times.js';

/** All of them; `npm run test:defects` goes through them in this order. */
export const DEFECTS: readonly Defect[] = [...TIMES, ...RECORDS, ...FILES, ...LOADS, ...ACCESS, ...RUNS];
