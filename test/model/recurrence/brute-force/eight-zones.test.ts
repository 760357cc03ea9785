import { inGreenwich, wallClock } from './wall-clock.js';
import { bruteForce, type Written } from './brute-force.js';
import { CHANGES } from './changes.js';
import { assertSameFires } from './same-fires.js';
import { take } from './take.js';
import { choicesFor, daysBefore, KINDS, meetingChange } from './ways-to-recur.js';

const MINUTE = 60_000;

for (const kind of KINDS) {
  describe(`the next 100 fires, ${kind}, are those of a calendar that walks every day`, () => {
    for (const [timeZone, changes] of Object.entries(CHANGES)) {
      it(`in ${timeZone}, through ${changes.map(({ date, is }) => `${date} (${is})`).join(', ')}`, () => {
        for (const change of changes) {
          const from = inGreenwich(`${daysBefore(change.date, 500)} 00:00`);
          for (const choice of choicesFor(change)) {
            for (const recurring of meetingChange(kind, timeZone, change)) {
              const written = { ...recurring, ...choice };
              for (const end of ends(written, from, change.date)) assertSameFires({ ...written, ...end }, from);
              assertContinues(written, from);
            }
          }
        }
      });
    }
  });
}

/** Without end, to the end of the day of the change, and to the end of the day of some later fire. */
function ends(written: Written, from: number, changeDate: string): { end?: string }[] {
  const later = take(60, bruteForce(written, from)).at(-1)!;
  return [{}, { end: 'Forever' }, { end: changeDate }, { end: wallClock(written.timeZone, later).slice(0, 10) }];
}

/** Whoever asks from a fire on gets that fire; from a minute later, the next one; up to it, those before it. */
function assertContinues(written: Written, from: number): void {
  for (const at of take(12, bruteForce(written, from))) {
    assertSameFires(written, at, { count: 3 });
    assertSameFires(written, at + MINUTE, { count: 3 });
    assertSameFires(written, from, { to: at });
  }
}
