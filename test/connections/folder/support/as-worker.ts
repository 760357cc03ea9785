// A worker in a process of its own, for the tests, so that it can be another user: does to the folder what its argument
// says and prints what it returns, or the code and the message of what it throws.
import { claimFile } from '../../../../src/connections/folder/claim-file.js';
import { putAwayFile } from '../../../../src/connections/folder/put-away-file.js';
import { readClaimedFile } from '../../../../src/connections/folder/read-claimed-file.js';
import { IntegratorError } from '../../../../src/model/errors.js';
import type { WorkerStep } from './worker-user.js';

const { folder, file, step } = JSON.parse(process.argv[2] ?? '') as WorkerStep;
const { signal } = new AbortController();

async function read(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of readClaimedFile(await claimFile(folder, file, signal), signal)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

try {
  const startedAt = new Date('2026-11-21T08:32:18Z');
  const result = step === 'read' ? await read() : await putAwayFile(folder, file, { startedAt, outcome: step });
  console.log(JSON.stringify({ result }));
} catch (error) {
  if (!(error instanceof IntegratorError)) throw error;
  console.log(JSON.stringify({ code: error.code, message: error.message }));
}
