import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';

import type { Canary } from './support/canaries/canary.js';
import { CanarySearch } from './support/canaries/canary-search.js';
import { CanaryStage, type PlayedCase, type Surface } from './support/canaries/canary-stage.js';
import type { Said } from './support/canaries/what-was-said.js';

/** Harmless, and everywhere a secret might be: endpoints repeat it together with the secrets. */
const MARKER = `harmless${randomBytes(8).toString('hex')}`;

/** Where the marker must be found, by whom it is told there. */
const MARKED: Record<Surface, RegExp[]> = {
  API: [
    /^POST .*\/runs$/,
    /^GET .*\/check$/,
    /^GET .*\/log$/,
    /^GET .*\/audit$/,
    /^GET .*\/details$/,
    /^GET .*\/rejects$/,
    /^GET \/runs\/[^/]*$/,
  ],
  'control database': [
    /planted_text$/,
    /planted_bytes$/,
    /planted_base64$/,
    /planted_array$/,
    /run$/,
    /run_step$/,
    /reject$/,
  ],
  target: [/canary_source$/],
  Temporal: [
    /^planted.* history.*\.memo\./,
    /^planted.* history.*\.searchAttributes\./,
    /^planted.* history.*\.userMetadata\.summary/,
    /^planted.* history.*\.userMetadata\.details/,
    /^planted.* history.*\.input\./,
    /^planted.* history.*\.reason$/,
    /^planted.* description.*\.memo\./,
    /^run\/.* history.*\.failure\./,
    /^run\/.* description\.pendingActivities.*\.lastFailure\./,
    /^run\/.* metadata\.currentDetails$/,
    /^site\/.* history.*\.result\./,
  ],
  files: [/\/files\//, /\/inbox\//],
  worker: [/output/],
  'API process': [],
};

describe('Secrets of connections', function () {
  this.timeout(300_000);
  let canaries: readonly Canary[];
  let secrets: CanarySearch;
  let played: PlayedCase[];
  let said: Record<Surface, Said[]>;

  before(async () => {
    const stage = await CanaryStage.open(MARKER);
    try {
      played = await stage.play();
      said = await stage.look();
      canaries = stage.cage.canaries;
      secrets = new CanarySearch(canaries);
    } finally {
      await stage.close();
    }
  });

  it('were used rightly and wrongly, with the ends that were meant', () => {
    assert.deepEqual(
      played.map(({ title, run }) => [title, run.status, run.code]),
      played.map(({ title, ends, code }) => [title, ends, code]),
    );
  });

  it('were looked for in what Temporal keeps of every run and every site', () => {
    const told = new Set(said.Temporal.map(({ where }) => where.split(' ')[0]));
    const expected = played.flatMap(({ site, run }) => [`site/${site}`, `run/${run.id}`]);
    assert.deepEqual(
      expected.filter((workflow) => !told.has(workflow)),
      [],
    );
  });

  const marker = new CanarySearch([{ name: 'marker', secret: MARKER, pieces: [MARKER] }]);
  for (const [surface, places] of Object.entries(MARKED) as [Surface, RegExp[]][]) {
    it(`would be found on the surface ${surface}: a marker is`, () => {
      const marked = said[surface].filter(({ text }) => marker.foundIn(text).length > 0).map(({ where }) => where);
      for (const place of places) {
        assert.ok(
          marked.some((where) => place.test(where)),
          `The marker is not at ${place.source}; it is at ${marked.join('\n')}`,
        );
      }
    });
  }

  it('would be found in what both processes write to stdout and stderr', () => {
    for (const [surface, isUp] of [
      ['worker', /"msg":"Worker is up/],
      ['API process', /"msg":"API is up/],
    ] as const) {
      const [output] = said[surface];
      assert.match(output?.text ?? '', isUp);
      assert.match(output?.text ?? '', /"msg":"Control database: terminating connection/);
    }
  });

  it('would be found in whatever form they are told', () => {
    for (const { name, secret } of canaries) {
      for (const before of ['', 'a', 'ab', 'abc']) {
        const told = Buffer.from(`${before}${secret}${before}`);
        const forms = [told.toString('utf8'), encodeURIComponent(told.toString('utf8'))];
        forms.push(told.toString('base64'), told.toString('base64url'), told.toString('hex'));
        for (const form of forms) assert.ok(secrets.foundIn(form).includes(name), `${name} in ${form}`);
      }
    }
  });

  for (const surface of Object.keys(MARKED) as Surface[]) {
    it(`are not on the surface ${surface}`, () => {
      const found = said[surface].flatMap(({ where, text }) =>
        secrets.foundIn(text).map((name) => `${name}: ${where}`),
      );
      assert.deepEqual([...new Set(found)], []);
    });
  }
});
