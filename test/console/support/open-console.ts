import assert from 'node:assert/strict';

import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

import { findChromium } from './chromium.js';

/** A browser that shows the console of an API. */
export interface OpenConsole {
  /** A page at an address of the console such as `/sites/LIVE`. */
  open: (path: string, options?: PageOptions) => Promise<Page>;
  /** For `afterEach`: a page that stays open follows its site. Tells what the pages showed where the test has failed. */
  closePages: () => Promise<void>;
  /** Closes it. @throws AssertionError where a page logged an error, or asked another host for something. */
  close: () => Promise<void>;
}

export interface PageOptions {
  /** In pixels; 1280 × 800 where nothing is said. */
  viewport?: { width: number; height: number };
  colorScheme?: 'light' | 'dark';
}

/** How long the console may take to show what is looked for, in milliseconds. */
const SHOWN_WITHIN = 30_000;

/**
 * For the tests of one file; call it in `before` with mocha's `this`. Where there is no Chromium, and it cannot be
 * installed, the tests are skipped, which is said.
 */
export async function openConsole(suite: Mocha.Context, api: string): Promise<OpenConsole> {
  suite.timeout(400_000);
  const found = findChromium();
  if ('missing' in found) {
    console.warn(`NOT TESTED: the console. There is ${found.missing}.`);
    suite.skip();
  }
  const browser = await chromium.launch({
    executablePath: found.path,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'],
  });
  const faults: string[] = [];
  return {
    open: (path, options = {}) => openPage(browser, api, { path, options, faults }),
    closePages: async () => {
      const pages = browser.contexts().flatMap((context) => context.pages());
      if (suite.currentTest?.state === 'failed') await Promise.all(pages.map(tellPage));
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    close: async () => {
      await browser.close();
      assert.deepEqual(faults, [], 'what went wrong in the pages');
    },
  };
}

async function openPage(
  browser: Browser,
  api: string,
  { path, options, faults }: { path: string; options: PageOptions; faults: string[] },
): Promise<Page> {
  const context = await browser.newContext({
    baseURL: api,
    viewport: { width: 1280, height: 800 },
    acceptDownloads: true,
    ...options,
  });
  context.setDefaultTimeout(SHOWN_WITHIN);
  collectFaults(context, new URL(api).host, faults);
  const page = await context.newPage();
  await page.goto(path);
  return page;
}

async function tellPage(page: Page): Promise<void> {
  const shown = await page.innerText('body', { timeout: 1000 }).catch(String);
  console.warn(`${page.url()} showed:\n${shown}\n`);
}

/** Errors of scripts, what the policy of the page forbids, and what leaves the host. */
function collectFaults(context: BrowserContext, host: string, faults: string[]): void {
  context.on('weberror', (error) => faults.push(`error: ${error.error().message}`));
  context.on('console', (message) => {
    // An answer of the API that refuses is shown to the operator; the browser's note of it says nothing more.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      faults.push(message.text());
  });
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.host !== host) faults.push(`asked ${request.url()}`);
  });
}
