import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { bundleWorkflowCode } from '@temporalio/worker';

import { WORKFLOW_BUNDLE } from './plugin.js';

/** Entry of the build: bundles the workflows, unless nothing they are made of is newer than their bundle. */
async function run(): Promise<void> {
  const [bundled, built] = [await changedAt(WORKFLOW_BUNDLE), await newestOf(['workflows', 'model'])];
  if (bundled > built) return;
  const quiet = () => undefined;
  const { code } = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('./workflows/index.js', import.meta.url)),
    logger: { log: quiet, trace: quiet, debug: quiet, info: quiet, warn: console.warn, error: console.error },
  });
  await writeFile(WORKFLOW_BUNDLE, code);
}

/** When the newest file of these rooms was built, in milliseconds since 1970. */
async function newestOf(rooms: string[]): Promise<number> {
  const folders = rooms.map((room) => fileURLToPath(new URL(`./${room}`, import.meta.url)));
  const files = await Promise.all(
    folders.map(async (folder) => (await readdir(folder, { recursive: true })).map((file) => join(folder, file))),
  );
  return Math.max(...(await Promise.all(files.flat().map(changedAt))));
}

async function changedAt(path: string): Promise<number> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}

await run();
