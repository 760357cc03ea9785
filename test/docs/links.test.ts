import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { pages, PROJECT } from './support/pages.js';

/** `[text](target)`, where the target is no address elsewhere. */
const LINK = /\]\((?!https?:)([^)\s#]*)(#[^)\s]*)?\)/g;
/** A file of ours that is named in the text, such as `test/api/gate.test.ts`. */
const NAMED = /`((?:src|test|docs|examples|observability)\/[\w./-]+\.\w+)(?::\d+)?`/g;

const read = (path: string): string => readFileSync(join(PROJECT, path), 'utf8');

describe('the documentation', () => {
  for (const page of [...pages(), 'README.md', 'ARCHITECTURE.md']) {
    it(`${page} leads only to what there is, and names only files that there are`, () => {
      const named = [...read(page).matchAll(NAMED)].map(([, path = '']) => path);
      assert.deepEqual(
        [...linksOf(page), ...named].filter((target) => !isThere(target)),
        [],
      );
    });
  }

  it('is all in its map', () => {
    const map = read('docs/README.md');
    const missing = pages().filter(
      (page) => page !== 'docs/README.md' && !map.includes(`](${page.slice('docs/'.length)})`),
    );
    assert.deepEqual(missing, []);
  });
});

/** Where the links of a page lead, from the project's folder: `docs/access.md#api-keys`. */
function linksOf(page: string): string[] {
  return [...read(page).matchAll(LINK)].map(
    ([, path = '', heading = '']) => (path === '' ? page : join(dirname(page), path)) + heading,
  );
}

function isThere(target: string): boolean {
  const [path = '', heading] = target.split('#');
  return existsSync(join(PROJECT, path)) && (heading === undefined || headingsOf(path).includes(heading));
}

/** The places of a page that a link may lead to, as GitHub makes them of its headings: `api-keys`. */
function headingsOf(page: string): string[] {
  const text = read(page).replaceAll(/^```.*?^```$/gms, '');
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => {
    const words = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    return words.replaceAll(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-');
  });
}
