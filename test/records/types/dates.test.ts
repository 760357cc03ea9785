import { accepts, invalid, refuses } from '../support/field-outcomes.js';

describe('the types date, time and datetime', () => {
  it('reads dates that the calendar has', () => {
    accepts({ type: 'date' }, { '2024-02-29': '2024-02-29', '2000-02-29': '2000-02-29', '0001-01-01': '0001-01-01' });
    refuses({ type: 'date' }, 'type', [
      '2023-02-29',
      '1900-02-29',
      '2024-13-01',
      '2024-00-01',
      '2024-04-31',
      '2024-01-00',
    ]);
    refuses({ type: 'date' }, 'type', [
      '0000-01-01',
      '24-01-01',
      '2024-1-1',
      '2024/01/01',
      '2024-01-01T00:00:00',
      ' 2024-1-01',
    ]);
  });

  it('reads dates of a pattern as ISO dates', () => {
    accepts({ type: 'date', format: '%d/%m/%Y' }, { '31/12/2024': '2024-12-31', '1/2/2024': '2024-02-01' });
    accepts({ type: 'date', format: '%Y%m%d' }, { '20241231': '2024-12-31' });
    accepts({ type: 'date', format: '%d-%b-%y' }, { '08-Jul-14': '2014-07-08', '8-jul-69': '1969-07-08' });
    accepts({ type: 'date', format: '%B %d, %Y' }, { 'July 8, 2014': '2014-07-08', 'MAY 10, 2014': '2014-05-10' });
    accepts({ type: 'date', format: '100%% %Y.%m.%d' }, { '100% 2024.1.2': '2024-01-02' });
    refuses({ type: 'date', format: '%d/%m/%Y' }, 'format', ['2024-12-31', '1/2/24', '1/2/2024 ', 'x']);
    refuses({ type: 'date', format: '%d/%m/%Y' }, 'type', ['31/02/2024', '29/02/2023', '0/1/2024', '1/13/2024']);
    refuses({ type: 'date', format: '%Y%m%d' }, 'format', ['2024111', '2024-11-1']);
  });

  it('reads times', () => {
    accepts({ type: 'time' }, { '00:00:00': '00:00:00', '23:59:59': '23:59:59' });
    refuses({ type: 'time' }, 'type', [
      '24:00:00',
      '23:60:00',
      '23:59:60',
      '1:00:00',
      '12:00',
      '12:00:00Z',
      '12:00:00.5',
    ]);
    accepts({ type: 'time', format: '%H:%M' }, { '9:05': '09:05:00' });
    refuses({ type: 'time', format: '%H:%M' }, 'format', ['9', '09:05:00']);
    refuses({ type: 'time', format: '%H:%M' }, 'type', ['24:00']);
  });

  it('reads datetimes with an offset and without', () => {
    const good = [
      '2024-01-26T15:00:00',
      '2024-01-26T15:00:00.300-05:00',
      '2024-02-29T00:00:00Z',
      '2024-01-26T15:00:00.123456+14:00',
    ];
    accepts({ type: 'datetime' }, Object.fromEntries(good.map((text) => [text, text])));
    refuses({ type: 'datetime' }, 'type', [
      '2024-01-26',
      '2024-01-26 15:00:00',
      '2023-02-29T00:00:00',
      '2024-01-26T24:00:00',
    ]);
    refuses({ type: 'datetime' }, 'type', [
      '2024-01-26T15:00:00.1234567',
      '2024-01-26T15:00:00+15:00',
      '2024-01-26T15:00',
    ]);
    accepts({ type: 'datetime', format: '%d/%m/%Y %H:%M:%S' }, { '12/11/2018 09:15:32': '2018-11-12T09:15:32' });
    refuses({ type: 'datetime', format: '%d/%m/%Y %H:%M:%S' }, 'type', ['12/11/2018 25:15:32']);
    refuses({ type: 'datetime', format: '%d/%m/%Y %H:%M:%S' }, 'format', ['2018-11-12T09:15:32']);
  });

  it('reads what strptime names: twelve hours, fractions, offsets, days of the year, weekdays', () => {
    const datetime = (format: string) => ({ type: 'datetime', format });
    accepts(datetime('%d/%m/%Y %I:%M %p'), {
      '31/12/2024 12:05 AM': '2024-12-31T00:05:00',
      '31/12/2024 12:05 pm': '2024-12-31T12:05:00',
      '31/12/2024 1:05 PM': '2024-12-31T13:05:00',
    });
    refuses(datetime('%d/%m/%Y %I:%M %p'), 'type', ['31/12/2024 0:05 AM', '31/12/2024 13:05 PM', '30/02/2024 1:05 PM']);
    accepts(datetime('%Y-%m-%d %H:%M:%S.%f'), { '2024-12-31 10:00:00.5': '2024-12-31T10:00:00.5' });
    accepts(datetime('%FT%T%z'), {
      '2024-12-31T10:00:00+0530': '2024-12-31T10:00:00+05:30',
      '2024-12-31T10:00:00-14:00': '2024-12-31T10:00:00-14:00',
      '2024-12-31T10:00:00Z': '2024-12-31T10:00:00+00:00',
    });
    refuses(datetime('%FT%T%z'), 'type', ['2024-12-31T10:00:00+14:01', '2024-12-31T10:00:00+0560']);
    accepts(
      { type: 'date', format: '%Y%j' },
      { '2024366': '2024-12-31', '2023001': '2023-01-01', '0001001': '0001-01-01' },
    );
    refuses({ type: 'date', format: '%Y%j' }, 'type', ['2023366', '2024000', '2024367', '0000001']);
    accepts(
      { type: 'date', format: '%A, %d %B %Y' },
      { 'Tuesday, 8 Sept 2026': '2026-09-08', 'tue, 8 september 2026': '2026-09-08' },
    );
    accepts({ type: 'date', format: '%D' }, { '12/31/24': '2024-12-31' });
    accepts({ type: 'time', format: '%R' }, { '23:59': '23:59:00' });
    accepts({ type: 'time', format: '%H%M%S%f' }, { '235959123': '23:59:59.123', '000000000000': '00:00:00' });
  });

  it('takes no letter for another one that folds to it', () => {
    refuses({ type: 'date', format: '%d %b %Y' }, 'type', ['8 \u017fep 2024']);
    refuses({ type: 'date', format: '%d/%m/%Y' }, 'format', ['３1/12/2024', '31/12/２024', '31/12/2024\n']);
  });

  it('reads any form in which day and month cannot be mixed up', () => {
    const date = { type: 'date', format: 'any' };
    const forms = [
      '2024-07-08',
      '2024/7/8',
      '2024.07.08',
      '20240708',
      '8 Jul 2024',
      '08-Jul-2024',
      'July 8, 2024',
      '8. July 2024',
    ];
    accepts(date, Object.fromEntries(forms.map((form) => [form, '2024-07-08'])));
    refuses(date, 'type', ['7/8/2024', '31/12/2024', '2024-02-30', '8 Jux 2024', '', '8'].filter(Boolean));
    const time = { type: 'time', format: 'any' };
    accepts(time, { '9:05': '09:05:00', '9:05:30 pm': '21:05:30', '12AM': '00:00:00', '23:59:59.25': '23:59:59.25' });
    refuses(time, 'type', ['24:00', '9', '13 PM', '9:', '10:00Z']);
    accepts(
      { type: 'datetime', format: 'any' },
      {
        '2024-07-08': '2024-07-08T00:00:00',
        '2024-07-08T15:05Z': '2024-07-08T15:05:00+00:00',
        '8 Jul 2024 3:05 PM': '2024-07-08T15:05:00',
        'July 8, 2024, 15:05:30.5 +0200': '2024-07-08T15:05:30.5+02:00',
        '20240708 15:05': '2024-07-08T15:05:00',
      },
    );
    refuses({ type: 'datetime', format: 'any' }, 'type', [
      '15:05',
      '8 Jul 2024 25:00',
      '31 Jun 2024 10:00',
      '2024-07-08 +0200',
    ]);
  });

  it('refuses a pattern that cannot be', () => {
    invalid({ type: 'date', format: '%Y-%m' }, /expected year, month and day/);
    invalid({ type: 'date', format: '%Y-%m-%d %H' }, /and nothing else/);
    invalid({ type: 'date', format: '%Y-%m-%d %Y' }, /the year twice/);
    invalid({ type: 'date', format: '%F %m' }, /the month twice/);
    invalid({ type: 'date', format: '%Y-%U' }, /expected the directives .*%z.*, got %U/);
    invalid({ type: 'date', format: '%Y %j %d' }, /each part once: .*%j or month and day/);
    invalid({ type: 'time', format: '%M' }, /an hour/);
    invalid({ type: 'time', format: '%H:%M%z' }, /no offset/);
    invalid({ type: 'time', format: '%I:%M' }, /%I and %p together/);
    invalid({ type: 'time', format: '%H %p' }, /%I and %p together/);
    invalid({ type: 'time', format: '%H %I %p' }, /each part once/);
    invalid({ type: 'datetime', format: '%H:%M' }, /year, month and day/);
    invalid({ type: 'date', format: '%' }, /got %/);
  });
});
