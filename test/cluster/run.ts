import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { buildTemporalServer } from '../support/cluster-build.js';

const PROJECT = join(import.meta.dirname, '../..');

/** Ours bring up a topology each, and need nothing of what mocha is told in package.json but the loader. */
const TOPOLOGY = [
  ...['--no-package', '--node-option', 'import=tsx', '--timeout', '180000', '--forbid-only'],
  'test/cluster/*.cluster.ts',
];

/** The suites of the dev server again, on the real one. */
const SUITES = ['--timeout', '120000', 'test/workflows/*.test.ts', 'test/api/*.test.ts'];

interface Counts {
  passed: number;
  failed: number;
}

/** Entry: the behaviour tests on the topology of docker-compose.yml, without Docker. The last line has their number. */
async function run(): Promise<void> {
  // The first build on a machine takes longer than a test may.
  await buildTemporalServer(console.log);
  const counts = [await mocha(TOPOLOGY), await mocha(SUITES)];
  const sum = (of: keyof Counts) => counts.reduce((all, each) => all + each[of], 0);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  process.exitCode = sum('failed') === 0 && counts.every(({ passed }) => passed > 0) ? 0 : 1;
}

/** Runs mocha, shows what it says, and counts by its closing lines; one that ends without them has failed. */
async function mocha(args: readonly string[]): Promise<Counts> {
  const child = spawn(process.execPath, [join(PROJECT, 'node_modules/mocha/bin/mocha.js'), ...args], {
    cwd: PROJECT,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, INTEGRATOR_TEST_TEMPORAL: 'server' },
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    process.stdout.write(text);
    said = (said + text).slice(-1_000_000);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  const count = (word: string) => Number(new RegExp(`^ *(\\d+) ${word}`, 'm').exec(said)?.[1] ?? 0);
  const [passed, failed] = [count('passing'), count('failing')];
  return { passed, failed: code === 0 ? failed : Math.max(failed, 1) };
}

await run();
