import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import type { TakenFile } from '../../../../src/connections/files/taken-file.js';

const SCRIPT = fileURLToPath(new URL('./as-worker.ts', import.meta.url));

/** What a worker does: reads the file, or puts it away after a success or a failure. */
export interface WorkerStep {
  folder: string;
  file: TakenFile;
  step: 'read' | 'success' | 'failure';
}

/** What it said: a result, or the code and the message of an error. */
export interface WorkerAnswer {
  result?: unknown;
  code?: string;
  message?: string;
}

/** The user a worker is: nobody when the tests are run by root, whom no right stops; else the one who runs them. */
export const workerUser = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined;

/** Whether that user can run the project's code. */
export function workerCanRun(): boolean {
  return spawnSync('test', ['-r', SCRIPT], { ...workerUser }).status === 0;
}

/** Lets a worker of its own, as that user, do the step. */
export function asWorker(step: WorkerStep): WorkerAnswer {
  const given = ['--import', 'tsx', SCRIPT, JSON.stringify(step)];
  return JSON.parse(execFileSync(process.execPath, given, { ...workerUser, encoding: 'utf8' })) as WorkerAnswer;
}
