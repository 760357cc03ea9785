import { accepts, invalid, refuses } from '../support/field-outcomes.js';

const long = '1'.repeat(200_000);

describe('the types string and any', () => {
  it('reads strings as they are', () =>
    accepts({}, { ' a ': ' a ', '=1+1': '=1+1', NULL: 'NULL', ['__proto__']: '__proto__' }));

  it('reads any as it is', () => accepts({ type: 'any' }, { ' a ': ' a ', '1': '1' }));

  it('reads e-mail addresses', () => {
    accepts({ format: 'email' }, { 'a.b+c@example.co.uk': 'a.b+c@example.co.uk', "o'hara@x": "o'hara@x" });
    refuses({ format: 'email' }, 'format', [
      'a',
      'a@',
      '@b',
      'a b@c.d',
      'a@b..c',
      '.a@b',
      'a@-b',
      'a@b@c',
      `${long}@b`,
    ]);
  });

  it('reads URIs', () => {
    const uris = ['https://example.com/a?b=c#d', 'urn:isbn:1', 'mailto:a@b.c', 'http://[::1]/%20'];
    accepts({ format: 'uri' }, Object.fromEntries(uris.map((uri) => [uri, uri])));
    refuses({ format: 'uri' }, 'format', ['example.com', '/a', 'http://a b', 'http://a/%zz', 'http:', 'http://é']);
  });

  it('reads UUIDs', () => {
    const uuid = '0198C2F0-0000-7000-8000-00000000abcd';
    accepts({ format: 'uuid' }, { [uuid]: uuid });
    refuses({ format: 'uuid' }, 'format', [uuid.slice(1), uuid.replaceAll('-', ''), `{${uuid}}`]);
  });

  it('reads base64', () => {
    const good = ['aGVsbG8=', 'aGVsbG8h', 'YQ==', '+/+/'];
    accepts({ format: 'binary' }, Object.fromEntries(good.map((text) => [text, text])));
    refuses({ format: 'binary' }, 'format', [
      'aGVsbG8',
      'a===',
      '=',
      'YQ==YQ==',
      'aGVs bG8=',
      'aGVsbG8-',
      'Y=Q=',
      'é===',
    ]);
  });

  it('takes off the prefix of formats of before', () => refuses({ format: 'fmt:email' }, 'format', ['nobody']));

  it('refuses a format that is none', () => {
    invalid({ format: 'base64' }, /format: expected one of default, email, uri, binary, uuid, got "base64"/);
    invalid({ format: '__proto__' }, /format: expected one of/);
  });
});
