import { accepts, invalid, refuses } from '../support/field-outcomes.js';

describe('the type boolean', () => {
  it('reads booleans', () => {
    const field = { type: 'boolean' };
    accepts(field, {
      true: 'true',
      True: 'true',
      TRUE: 'true',
      '1': 'true',
      false: 'false',
      FALSE: 'false',
      '0': 'false',
    });
    refuses(field, 'type', ['tRuE', 'yes', '2', ' true']);
    const own = { ...field, trueValues: ['ja'], falseValues: ['nein'] };
    accepts(own, { ja: 'true', nein: 'false' });
    refuses(own, 'type', ['true', 'Ja']);
  });

  it('refuses what could be both', () => {
    invalid({ type: 'boolean', trueValues: ['x'], falseValues: ['x'] }, /trueValues: "x" stands in falseValues too/);
  });

  it('takes the names of object properties for texts like others', () => {
    refuses({ type: 'boolean' }, 'type', ['__proto__', 'constructor', 'toString']);
    accepts({ type: 'boolean', trueValues: ['__proto__'] }, { ['__proto__']: 'true' });
  });
});
