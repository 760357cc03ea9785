import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { bundleWorkflowCode } from '@temporalio/worker';

import { FAILURE_CONVERTER } from './codec/data-converter.js';
import { BUNDLE_KINDS, workflowBundlePath, type BundleKind } from './workflow-bundles.js';

/** Entry of the build: bundles the workflows, unless nothing they are made of is newer than their bundles. */
async function run(): Promise<void> {
  const built = await newestOf(['workflows', 'model', 'codec']);
  for (const kind of BUNDLE_KINDS) {
    const path = workflowBundlePath(kind);
    if ((await changedAt(path)) <= built) await writeFile(path, await bundle(kind));
  }
}

async function bundle({ encrypted, versioned }: BundleKind): Promise<string> {
  const quiet = () => undefined;
  const pathOf = (file: string) => fileURLToPath(new URL(`./workflows/${file}`, import.meta.url));
  const { code } = await bundleWorkflowCode({
    workflowsPath: pathOf(versioned ? 'versioned.js' : 'index.js'),
    workflowInterceptorModules: [pathOf('log-interceptors.js')],
    ...(encrypted ? { failureConverterPath: FAILURE_CONVERTER } : {}),
    logger: { log: quiet, trace: quiet, debug: quiet, info: quiet, warn: console.warn, error: console.error },
  });
  return code;
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
