import { join } from 'node:path';

import { assertExactlyOnce } from './support/assert-exactly-once.js';
import { generateFile, type FileSize } from './support/generated-file.js';
import { sizeOf, whenFileGrows, type FileMoment } from './support/grown-file.js';
import { ImportCase } from './support/import-case.js';
import { FAT, SMALL, LONG } from './support/file-sizes.js';
import type { Lane } from './support/lane.js';
import type { Packing } from './support/packing.js';
import { ParallelCases } from './support/parallel-cases.js';
import { SeededRandom } from './support/seeded-random.js';
