import { z } from 'zod';

/** An IANA time zone: `Australia/Sydney`. */
export const timeZone = z.string().refine(isTimeZone, 'expected an IANA time zone such as Australia/Sydney');

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
