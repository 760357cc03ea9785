import type { FieldReader } from '../field-reader.js';

/** At most nine digits each: more than PostgreSQL's interval needs, and it would round larger fractions. */
const DURATION =
  /^(-?)P(?!$)(?:(\d{1,9})Y)?(?:(\d{1,9})M)?(?:(\d{1,9})D)?(?:T(?!$)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d{1,6})?)S)?)?$/;

/** PostgreSQL's interval reaches 178,000,000 years. */
const MAX_MONTHS = 178_000_000 * 12;

/** What a month counts where durations are compared, as in PostgreSQL. */
const DAYS_OF_MONTH = 30n;
const MICROSECONDS_OF_DAY = 86_400_000_000n;

interface Duration {
  months: number;
  days: number;
  microseconds: bigint;
}

/**
 * Type duration: XML Schema `duration`, which is PnYnMnDTnHnMnS of ISO 8601 with an optional sign (Table Schema
 * `duration`); the seconds with at most six digits behind the point, and no part beyond what PostgreSQL's interval holds.
 * Reaches the database in the form PostgreSQL reads: the sign before each part. Where durations are compared, a month
 * has 30 days and a day 24 hours, as PostgreSQL has it; equal are those of as many months and as much time.
 */
export function durationReader(): FieldReader {
  return {
    expected: 'a duration as P1Y2M3DT4H5M6S',
    read(text) {
      const parts = DURATION.exec(text);
      if (parts === null || monthsOf(parts) > MAX_MONTHS) {
        return undefined;
      }
      return parts[1] === '-' ? text.slice(1).replace(/\d+(?:\.\d+)?/g, '-$&') : text;
    },
    compare(left, right) {
      const difference = length(left) - length(right);
      return difference === 0n ? 0 : difference < 0n ? -1 : 1;
    },
    key(value) {
      const { months, days, microseconds } = parseDuration(value);
      return `${months} ${BigInt(days) * MICROSECONDS_OF_DAY + microseconds}`;
    },
  };
}

function monthsOf([, , years = '0', months = '0']: RegExpExecArray): number {
  return 12 * Number(years) + Number(months);
}

/** Takes a value apart that was read: each part has the sign. */
function parseDuration(value: string): Duration {
  const parts = DURATION.exec(value.replaceAll('-', ''));
  const sign = value.includes('-') ? -1 : 1;
  const [days = '0', hours = '0', minutes = '0', seconds = '0'] = parts?.slice(4) ?? [];
  const [whole = '0', fraction = ''] = seconds.split('.');
  const time = 3600n * BigInt(hours) + 60n * BigInt(minutes) + BigInt(whole);
  return {
    months: sign * (parts === null ? 0 : monthsOf(parts)),
    days: sign * Number(days),
    microseconds: BigInt(sign) * (1_000_000n * time + BigInt(fraction.padEnd(6, '0'))),
  };
}

function length(value: string): bigint {
  const { months, days, microseconds } = parseDuration(value);
  return (DAYS_OF_MONTH * BigInt(months) + BigInt(days)) * MICROSECONDS_OF_DAY + microseconds;
}
