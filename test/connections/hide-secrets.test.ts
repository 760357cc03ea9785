import assert from 'node:assert/strict';

import fc from 'fast-check';

import { hideSecrets } from '../../src/connections/hide-secrets.js';

const SECRET = 'pa/ss +&"<w\'or\\d>%41=é';

/** The ways in which an endpoint may write what it was sent. */
const WRITTEN: Record<string, (secret: string) => string> = {
  'as it is': (secret) => secret,
  'for a URL': encodeURIComponent,
  'for a URL, in small letters': (secret) => encodeURIComponent(secret).replace(/%../g, (hex) => hex.toLowerCase()),
  'for a URL, twice': (secret) => encodeURIComponent(encodeURIComponent(secret)),
  'for a URL, three times': (secret) => encodeURIComponent(encodeURIComponent(encodeURIComponent(secret))),
  'as a form': (secret) => new URLSearchParams({ secret }).toString(),
  'in JSON': (secret) => JSON.stringify({ secret }),
  'in HTML': (secret) =>
    secret
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;'),
  'in base64': (secret) => Buffer.from(secret).toString('base64'),
  'in base64, for a URL': (secret) => encodeURIComponent(Buffer.from(secret).toString('base64')),
  'in base64url': (secret) => Buffer.from(secret).toString('base64url'),
};

describe('hideSecrets', () => {
  for (const [how, write] of Object.entries(WRITTEN)) {
    it(`hides a secret written ${how}`, () => {
      const told = hideSecrets(`You said ${write(SECRET)}, which is wrong`, [SECRET]);
      assert.match(told, /^You said .*\*{3}.*, which is wrong$/);
      for (const [, other] of Object.entries(WRITTEN)) assert.ok(!told.includes(other(SECRET)), told);
    });
  }

  it('hides a secret in base64 also where that differs from base64url', () => {
    assert.equal(hideSecrets('Basic Pj4+Pz8/', ['>>>???']), 'Basic ***');
    assert.equal(hideSecrets('Basic Pj4-Pz8_', ['>>>???']), 'Basic ***');
  });

  it('hides secrets that are part of others, in texts that have several, in every way', () => {
    const word = fc.stringMatching(/^[a-zA-Z0-9/+&"<>%=?# -]{6,12}$/);
    fc.assert(
      fc.property(
        word,
        word,
        fc.array(fc.constantFrom(...Object.values(WRITTEN)), { minLength: 1 }),
        (one, two, ways) => {
          const both = `${one}:${two}`;
          const text = ways.map((write, index) => write([one, two, both][index % 3] ?? both)).join(' and ');
          const told = hideSecrets(text, [one, two, both]);
          for (const write of Object.values(WRITTEN)) {
            for (const secret of [one, two, both])
              assert.ok(!told.includes(write(secret)), `${text} is told as ${told}`);
          }
        },
      ),
    );
  });

  it('leaves a text without secrets as it is, escapes and all', () => {
    for (const text of ['', 'caf%C3%A9 %2Fpath 100%', 'a *** b', '%25'.repeat(300_000)]) {
      assert.equal(hideSecrets(text, [SECRET, '']), text);
      assert.equal(hideSecrets(text, []), text);
    }
  });
});
