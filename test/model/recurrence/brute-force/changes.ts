/** A date and a time that the clock of a zone skips (gap), shows twice (fold), or shows as any other (plain). */
export interface Change {
  date: string;
  time: string;
  is: 'gap' | 'fold' | 'plain';
}

/** Eight zones, and four times in each that were, or will be, a trial for every calendar. */
export const CHANGES: Record<string, readonly [Change, Change, Change, Change]> = {
  'Australia/Lord_Howe': [
    // The only clock that is put forward and back by half an hour.
    { date: '2008-04-06', time: '01:45', is: 'fold' },
    { date: '2010-10-03', time: '02:15', is: 'gap' },
    { date: '2026-10-04', time: '02:00', is: 'gap' },
    { date: '2027-04-04', time: '01:30', is: 'fold' },
  ],
  'Australia/Sydney': [
    // Earlier than ever, for the Olympic Games.
    { date: '2000-08-27', time: '02:30', is: 'gap' },
    // Later than ever, for the Commonwealth Games.
    { date: '2006-04-02', time: '02:30', is: 'fold' },
    { date: '2026-10-04', time: '02:05', is: 'gap' },
    { date: '2027-04-04', time: '02:55', is: 'fold' },
  ],
  'Europe/London': [
    { date: '2012-03-25', time: '01:00', is: 'gap' },
    { date: '2026-10-25', time: '01:30', is: 'fold' },
    { date: '2027-03-28', time: '01:30', is: 'gap' },
    { date: '2035-10-28', time: '01:00', is: 'fold' },
  ],
  'America/New_York': [
    { date: '2006-10-29', time: '01:30', is: 'fold' },
    // The first by the new law.
    { date: '2007-03-11', time: '02:30', is: 'gap' },
    { date: '2026-11-01', time: '01:59', is: 'fold' },
    { date: '2027-03-14', time: '02:59', is: 'gap' },
  ],
  // Not once since 2000, which is as far back as schedules go. A quarter of an hour is all that is odd.
  'Asia/Kathmandu': [
    { date: '2004-02-29', time: '00:00', is: 'plain' },
    { date: '2015-04-25', time: '11:56', is: 'plain' },
    { date: '2024-12-31', time: '23:55', is: 'plain' },
    { date: '2027-03-28', time: '02:30', is: 'plain' },
  ],
  'Pacific/Apia': [
    { date: '2010-09-26', time: '00:30', is: 'gap' },
    { date: '2011-04-02', time: '03:30', is: 'fold' },
    // A whole day that nobody there has lived through: the island moved over the date line.
    { date: '2011-12-30', time: '06:00', is: 'gap' },
    { date: '2021-04-04', time: '03:30', is: 'fold' },
  ],
  'America/Sao_Paulo': [
    // At midnight: the day begins at 1 in the morning, or its last hour comes twice.
    { date: '2006-11-05', time: '00:00', is: 'gap' },
    { date: '2008-02-16', time: '23:30', is: 'fold' },
    { date: '2018-11-04', time: '00:30', is: 'gap' },
    { date: '2019-02-16', time: '23:00', is: 'fold' },
  ],
  UTC: [
    { date: '2004-02-29', time: '00:00', is: 'plain' },
    { date: '2026-10-25', time: '01:30', is: 'plain' },
    { date: '2027-03-28', time: '02:30', is: 'plain' },
    { date: '2028-02-29', time: '23:59', is: 'plain' },
  ],
};

export const ZONES = Object.keys(CHANGES);
