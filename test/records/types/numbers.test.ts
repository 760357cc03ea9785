import { accepts, invalid, refuses } from '../support/field-outcomes.js';

const long = '1'.repeat(200_000);

describe('the types integer and number', () => {
  it('reads integers of any length', () => {
    const big = '123456789012345678901234567890';
    accepts({ type: 'integer' }, { '5': '5', '+5': '5', '-5': '-5', '007': '7', '-0': '0', '000': '0', [big]: big });
    refuses({ type: 'integer' }, 'type', ['5.0', '1e3', ' 5', '5 ', '0x1', '1,000', '-', '٣', 'NaN', long]);
  });

  it('reads integers in groups', () => {
    accepts({ type: 'integer', groupChar: ',' }, { '1,000,000': '1000000', '12,34,567': '1234567', '-1,000': '-1000' });
    refuses({ type: 'integer', groupChar: ',' }, 'type', [',1', '1,', '1,,000', '1.000']);
    accepts({ type: 'integer', groupChar: '.' }, { '1.000': '1000' });
  });

  it('reads numbers without losing a digit', () => {
    const big = '12345678901234567890.12';
    accepts({ type: 'number' }, { [big]: big, '1.50': '1.50', '+1': '1', '.5': '.5', '5.': '5.', '-1E-7': '-1E-7' });
    refuses(
      { type: 'number' },
      'type',
      ['1,5', '1.2.3', '.', '', 'e5', '1e', '$1', '1 000', '0x1', '٣'].filter(Boolean),
    );
  });

  it('reads NaN and INF in any case as PostgreSQL writes them', () => {
    accepts({ type: 'number' }, { NaN: 'NaN', nan: 'NaN', INF: 'Infinity', '-inf': '-Infinity' });
    refuses({ type: 'number' }, 'type', ['Infinity', '-NaN']);
  });

  it('refuses numbers that PostgreSQL cannot hold', () => {
    refuses({ type: 'number' }, 'type', [long, '1e131073', '1e-20000', '0e-20000', `1e${long}`]);
    accepts({ type: 'number' }, { '1e131071': '1e131071', '1e-16383': '1e-16383' });
  });

  it('reads numbers with the decimal and group characters of the field', () => {
    const german = { type: 'number', decimalChar: ',', groupChar: '.' };
    accepts(german, { '1.234.567,89': '1234567.89', '1,5': '1.5', ',5': '.5', '-1.000': '-1000' });
    refuses(german, 'type', ['1,234.5', '1,5,5', '1,234,567']);
  });

  it('refuses exponents that no memory could hold, at once', () => {
    refuses({ type: 'number' }, 'type', [
      '1e999999999',
      '-1E+999999999',
      '1e-999999999',
      `0e${'9'.repeat(400)}`,
      '1e9e9',
    ]);
    refuses({ type: 'integer' }, 'type', ['1e5', '1e999999999']);
  });

  it('takes no digits but those of ASCII, no white space and no other signs', () => {
    for (const type of ['integer', 'number']) {
      refuses({ type }, 'type', ['１', '१२', '1\u00a0000', '\t1', '1\n', '\u22121', '--1', '+-1', 'Infinity', '٫5']);
    }
  });

  it('keeps the sign of zero from changing anything', () => {
    accepts({ type: 'number', constraints: { minimum: 0, enum: [0] } }, { '-0': '-0', '-0.00': '-0.00' });
    accepts({ type: 'integer', constraints: { minimum: 0, enum: [-0] } }, { '-0': '0' });
  });

  it('leaves out what stands around a number that need not be bare', () => {
    const number = { type: 'number', bareNumber: false };
    accepts(number, {
      '€95': '95',
      'EUR 95.10': '95.10',
      '95 %': '95',
      '-$95': '-95',
      'USD -.5': '-.5',
      '12e3 m': '12e3',
    });
    accepts(number, { '95': '95', '-INF': '-Infinity', 'Rs. 500': '500', '$.50': '.50', '5.€': '5.', EUR95: '95' });
    accepts({ ...number, decimalChar: ',', groupChar: '.' }, { '1.234,50 €': '1234.50', 'ca. 1.000': '1000' });
    accepts(
      { type: 'integer', bareNumber: false, groupChar: ',' },
      { 'No. 1,000': '1000', '7 days': '7', '#-07': '-7' },
    );
  });

  it('refuses what stands around a number where it may change it', () => {
    const number = { type: 'number', bareNumber: false };
    refuses(number, 'type', [
      '(95)',
      '(95 EUR',
      '95)',
      '95-',
      '95 -',
      '<95',
      '−95',
      '–95',
      '٣5',
      '5²',
      'Rs.500',
      '1 000',
      '12.5.1',
      'EUR',
      '-',
    ]);
    refuses({ type: 'integer', bareNumber: false }, 'type', ['12.5', '1e3', 'A4 95']);
    refuses(number, 'type', ['$'.repeat(100_000), `${'1'.repeat(100_000)}-`, '.'.repeat(100_000)]);
  });

  it('has decimal and group characters of any length', () => {
    accepts({ type: 'number', decimalChar: '::', groupChar: "''" }, { "1''000::5": '1000.5' });
  });

  it('refuses characters that cannot be', () => {
    invalid(
      { type: 'number', decimalChar: ',', groupChar: ',' },
      /decimalChar: expected a character that is not the groupChar/,
    );
    invalid({ type: 'number', decimalChar: '..', groupChar: '.' }, /not the groupChar/);
    invalid({ type: 'number', decimalChar: 'e' }, /no part of a number/);
    invalid({ type: 'integer', groupChar: '1' }, /no part of a number/);
  });
});
