import { setTimeout as delay } from 'node:timers/promises';

import { applyExample } from './example.js';
import { summariseRun } from './run-summary.js';

export interface IntroduceOptions {
  /** Address of the API. */
  api: string;
  /** Where the example imports into; without it there is no example. */
  hrUrl: string | undefined;
  dataFolder: string;
  webUi: string | undefined;
}

/** Shows a new user what there is: the example's run, its site's log, and where to look next. */
export async function introduce({ api, hrUrl, dataFolder, webUi }: IntroduceOptions): Promise<void> {
  if (hrUrl !== undefined) {
    const run = await applyExample({ api, hrUrl, dataFolder });
    if (run !== undefined) {
      const log = await logWith(run.name, `${api}/api/v1/sites/${run.site}/log`);
      console.log(`\nLog of site ${run.site}\n${indent(log)}`);
      console.log(`Run Summary\n${summariseRun(run)}`);
      console.log(`  Rejects   ${api}/sites/${run.site}/runs/${run.id}/transaction-assistant`);
      if (run.temporal.url !== undefined) console.log(`  Temporal  ${run.temporal.url}`);
    }
  }
  console.log(`\n  Sites            ${await describeSites(api)}`);
  console.log(`  Console          ${api}`);
  console.log(`  API              ${api}/api/v1/sites   (described at ${api}/openapi.json)`);
  if (webUi !== undefined) console.log(`  Temporal Web UI  ${webUi}`);
  console.log('  Ctrl-C stops everything in order.\n');
}

/** `DEV is Running, SHOP is Stopped` */
async function describeSites(api: string): Promise<string> {
  const answer = await fetch(`${api}/api/v1/sites`);
  const { items } = (await answer.json()) as { items: { site: string; integrator: string }[] };
  return items.map(({ site, integrator }) => `${site} is ${integrator}`).join(', ') || 'none yet';
}

/** The log, as soon as it tells the end of the run: the site hears of it a moment after the caller does. */
async function logWith(runName: string, address: string): Promise<string> {
  for (let looks = 0; ; looks++) {
    const log = await (await fetch(address)).text();
    if (log.includes(`Run ${runName} `) || looks === 20) return log;
    await delay(50);
  }
}

function indent(lines: string): string {
  return lines.replace(/^(?=.)/gm, '  ');
}
