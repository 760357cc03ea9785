// A worker in a process of its own, for the tests, so that it can be another user: does to the folder what its argument
// says and prints what it returns, or the code and the message of what it throws.
import { claimFile } from '../../../../src/connections/files/claim-file.js';
import { putAwayFile } from '../../../../src/connections/files/put-away-file.js';
import { readClaimedFile } from '../../../../src/connections/files/read-claimed-file.js';
import { FolderFileSystem } from '../../../../src/connections/folder/folder-file-system.js';
import { IntegratorError } from '../../../../src/model/errors.js';
import type { WorkerStep } from './worker-user.js';

const { folder, file, step } = JSON.parse(process.argv[2] ?? '') as WorkerStep;
const fs = new FolderFileSystem(folder, new AbortController().signal);

async function read(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of readClaimedFile(fs, await claimFile(fs, file))) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

try {
  const startedAt = new Date('2026-11-21T08:32:18Z');
  const result = step === 'read' ? await read() : await putAwayFile(fs, file, { startedAt, outcome: step });
  console.log(JSON.stringify({ result }));
} catch (error) {
  if (!(error instanceof IntegratorError)) throw error;
  console.log(JSON.stringify({ code: error.code, message: error.message }));
}
