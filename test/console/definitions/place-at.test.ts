import assert from 'node:assert/strict';

import fc from 'fast-check';

import { optionsAt } from '../../../src/console/pages/definitions/editor/complete.js';
import type { Guide } from '../../../src/console/pages/definitions/editor/guide.js';
import { placeAt } from '../../../src/console/pages/definitions/editor/place-at.js';

/** A text with the cursor at `|`. */
function at(text: string) {
  const { path, part, written, names } = placeAt(text.replace('|', ''), text.indexOf('|'));
  return { place: [path.join('.'), part, written], names };
}

describe('where a cursor stands in a definition that is being written', () => {
  const cases: [what: string, text: string, place: [path: string, part: string, written: string]][] = [
    ['a name that is begun', 'kind: DEV\nconn|', ['', 'either', 'conn']],
    ['a new line inside a mapping', 'target:\n  table: t\n  |', ['target', 'either', '']],
    ['a new line after it', 'target:\n  table: t\n|', ['', 'either', '']],
    ['a line between others', 'target:\n  |\nschema:\n  x: 1', ['target', 'either', '']],
    ['a value', 'target:\n  mode: ups|', ['target.mode', 'value', 'ups']],
    ['a value on the next line', 'mode:\n  ups|', ['mode', 'either', 'ups']],
    ['a name in braces', 'target: { connection: hr, mo| }', ['target', 'name', 'mo']],
    ['a value in braces', "target: { connection: 'h|' }", ['target.connection', 'value', "'h"]],
    ['braces on several lines', 'target: {\n  table: t,\n  mode: |\n}', ['target.mode', 'value', '']],
    ['after braces within braces', 'a: { b: { c: 1 }, d|', ['a', 'name', 'd']],
    [
      'an item of a list',
      'schema:\n  fields:\n    - { name: a }\n    - { name: b, ty|',
      ['schema.fields.1', 'name', 'ty'],
    ],
    ['an item in lines', 'members:\n  - integration: a\n    fi|', ['members.0', 'either', 'fi']],
    ['a list as far in as its name', 'members:\n- integration: a\n- inte|', ['members.1', 'either', 'inte']],
    ['an item that is a word', 'exclude:\n  - a\n  - cas|', ['exclude.1', 'either', 'cas']],
    ['an item that is only begun', 'members:\n  - |', ['members.0', 'either', '']],
    ['a list in brackets', 'days: [Monday, Tu|', ['days.1', 'either', 'Tu']],
    ['after a list of lists', 'a:\n  - - 1\n  - b: |', ['a.1.b', 'value', '']],
    [
      'after a text of several lines',
      'description: |\n  a: b\n\n  c\nmode: ups'.replace('|', '>') + '|',
      ['mode', 'value', 'ups'],
    ],
    ['inside a text of several lines', 'description: >\n  a: b\n  c: |', ['description', 'value', '']],
    ['with comments and colons in texts', "# a: b\nurl: 'env:X' # c: {\nconn|", ['', 'either', 'conn']],
  ];
  for (const [what, text, place] of cases) {
    it(`is known: ${what}`, () => assert.deepEqual(at(text).place, place));
  }

  it('is known whatever the text is, to the last character', () => {
    const word = fc.constantFrom(
      'a',
      ' ',
      '  ',
      ':',
      ': ',
      '- ',
      '{',
      '}',
      '[',
      ']',
      ',',
      '\n',
      '"',
      "'",
      '#',
      '|',
      '>',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), fc.nat(), (words, anywhere) => {
        const text = words.join('');
        const position = anywhere % (text.length + 1);
        assert.ok(text.slice(0, position).endsWith(placeAt(text, position).written));
      }),
    );
  });
});

describe('what is offered there', () => {
  const guide: Guide = {
    schema: { oneOf: [{ $ref: '#/components/schemas/In' }, { $ref: '#/components/schemas/Out' }] },
    schemas: {
      In: {
        type: 'object',
        properties: {
          direction: { const: 'import', default: 'import' },
          active: { type: 'boolean' },
          target: {
            properties: { connection: { type: 'string' }, mode: { enum: ['insert', 'upsert'], description: 'How.' } },
          },
        },
      },
      Out: {
        type: 'object',
        properties: { direction: { const: 'export' }, format: { enum: ['csv', 'json'] } },
        required: ['direction'],
      },
    },
    namesFor: { connection: ['hr', 'inbox'] },
  };
  const offered = (text: string): string[] =>
    optionsAt(guide, placeAt(text.replace('|', ''), text.indexOf('|'))).map(({ label }) => label);

  it('are the names that are not there yet', () => {
    assert.deepEqual(offered('active: true\nta|'), ['direction', 'target']);
    assert.deepEqual(offered('ta|\nactive: true'), ['direction', 'target']);
  });

  it('are those of the alternative that the text is of', () => {
    assert.deepEqual(offered('direction: export\nfo|'), ['format']);
  });

  it('are all alternatives, while none is chosen', () => {
    assert.deepEqual(offered('direction: |'), ['import', 'export']);
  });

  it('are values: of a list, yes and no, and what the site has', () => {
    assert.deepEqual(offered('target: { mode: | }'), ['insert', 'upsert']);
    assert.deepEqual(offered('active: |'), ['true', 'false']);
    assert.deepEqual(offered('target:\n  connection: |'), ['hr', 'inbox']);
  });
});
