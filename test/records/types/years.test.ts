import { accepts, refuses } from '../support/field-outcomes.js';

describe('the types year and yearmonth', () => {
  it('reads years', () => {
    accepts({ type: 'year' }, { '2024': '2024', '0044': '44', '-0044': '-44', '12024': '12024' });
    refuses({ type: 'year' }, 'type', ['24', '0000', '02024', '2024.0', '+2024', '2024Z']);
  });

  it('reads years with no more digits than PostgreSQL counts', () => {
    accepts({ type: 'year' }, { '999999999': '999999999', '-9999': '-9999' });
    refuses({ type: 'year' }, 'type', ['9999999999', '-0000', '２024', ' 2024', '2024\n', '1e3']);
  });

  it('reads months of years', () => {
    accepts(
      { type: 'yearmonth' },
      { '2024-02': '2024-02', '0044-12': '0044-12', '-0044-03': '-0044-03', '12024-01': '12024-01' },
    );
    refuses({ type: 'yearmonth' }, 'type', [
      '2024-13',
      '2024-00',
      '2024-1',
      '0000-01',
      '24-01',
      '2024',
      '2024-02-01',
      '２024-01',
    ]);
    refuses({ type: 'yearmonth', constraints: { minimum: '2024-02' } }, 'minimum', ['2024-01', '0999-12', '-3000-05']);
    accepts({ type: 'yearmonth', constraints: { maximum: '2024-02' } }, { '2024-02': '2024-02', '2023-12': '2023-12' });
    refuses({ type: 'yearmonth', constraints: { maximum: '2024-02' } }, 'maximum', ['12024-01']);
  });
});
