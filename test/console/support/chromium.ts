import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Where Debian and its like put it. */
const CHROMIUM = '/usr/bin/chromium';
/** How long its installation may take, in milliseconds. */
const INSTALL_WITHIN = 300_000;

let looked: { path: string } | { missing: string } | undefined;

/** The system's Chromium: as it is, or installed now where this user may; else why there is none. */
export function findChromium(): { path: string } | { missing: string } {
  looked ??= existsSync(CHROMIUM) ? { path: CHROMIUM } : install();
  return looked;
}

function install(): { path: string } | { missing: string } {
  if (process.getuid?.() !== 0) return { missing: `no ${CHROMIUM}, and only root may install it` };
  console.log('Installing Chromium for the tests of the console: apt-get install chromium');
  try {
    const options = { stdio: ['ignore', 'ignore', 'pipe'] as ['ignore', 'ignore', 'pipe'], timeout: INSTALL_WITHIN };
    execFileSync('apt-get', ['update', '-q'], options);
    execFileSync('apt-get', ['install', '-q', '-y', '--no-install-recommends', 'chromium'], options);
  } catch (error) {
    return { missing: `no ${CHROMIUM}, and it could not be installed: ${String(error)}` };
  }
  return { path: CHROMIUM };
}
