import { accepts, invalid, refuses } from '../support/field-outcomes.js';

describe('the type list', () => {
  it('reads texts between commas as an array literal', () => {
    accepts(
      { type: 'list' },
      {
        'a,b': '{"a","b"}',
        a: '{"a"}',
        'a, b ': '{"a"," b "}',
        ',': '{"",""}',
        'NULL,null': '{"NULL","null"}',
        'say "hi",back\\slash': '{"say \\"hi\\"","back\\\\slash"}',
        '{a},{b}': '{"{a}","{b}"}',
      },
    );
  });

  it('reads items between any characters, by the type of the items', () => {
    accepts({ type: 'list', delimiter: '; ', itemType: 'integer' }, { '1; +2; 007': '{"1","2","7"}' });
    accepts({ type: 'list', delimiter: '|', itemType: 'boolean' }, { 'true|0': '{"true","false"}' });
    accepts({ type: 'list', itemType: 'date' }, { '2024-02-29,2023-01-01': '{"2024-02-29","2023-01-01"}' });
    accepts({ type: 'list', itemType: 'number' }, { '1.50,-INF': '{"1.50","-Infinity"}' });
  });

  it('refuses a list with an item that is none', () => {
    refuses({ type: 'list', itemType: 'integer' }, 'type', ['1,', '1, 2', '1;2', 'a', '1,2.0', '1e999999999']);
    refuses({ type: 'list', itemType: 'date' }, 'type', ['2023-02-29', '2024-02-29,']);
  });

  it('has no items where there is no text', () => {
    accepts({ type: 'list', missingValues: ['-'], constraints: { maxLength: 0 } }, { '': '{}', '-': null });
  });

  it('counts items, and takes for equal lists of equal ones', () => {
    refuses({ type: 'list', constraints: { minLength: 3 } }, 'minLength', ['a,b', 'a long text']);
    refuses({ type: 'list', constraints: { maxLength: 2 } }, 'maxLength', ['a,b,c']);
    const field = { type: 'list', itemType: 'number', constraints: { enum: ['1.5,2'] } };
    accepts(field, { '1.50,2.0': '{"1.50","2.0"}' });
    refuses(field, 'enum', ['2,1.5', '1.5', '1.5,2,2']);
    refuses({ type: 'list', delimiter: ';', constraints: { enum: ['a","b'] } }, 'enum', ['a;b']);
  });

  it('refuses constraints that lists do not have', () => {
    invalid({ type: 'list', constraints: { minimum: 1 } }, /have no order/);
    invalid({ type: 'list', itemType: 'integer', constraints: { enum: ['1,x'] } }, /constraints.enum: expected a list/);
  });
});
