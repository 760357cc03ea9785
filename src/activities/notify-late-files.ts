import type { Dependencies } from './dependencies.js';
import { each } from './each.js';
import { expectedDays } from '../model/expected-by.js';
import { expandFileName } from '../model/file-name-tokens.js';
import { findMissingTakes, listExpectedFiles, type ExpectedFile, type ExpectedTake } from '../store/expected-files.js';
import { raiseNotification } from '../store/notifications.js';

/** How far back it is looked, in milliseconds: after an outage, what was expected meanwhile is told of. */
const LOOK_BACK = 24 * 60 * 60_000;

/** Writes down, for those who listen, each file that no run has taken by its time; once for a day. */
export async function notifyLateFiles({ database }: Pick<Dependencies, 'database'>, now: number): Promise<void> {
  const expected = (await listExpectedFiles(database)).flatMap((file) => takesOf(file, now));
  if (expected.length === 0) return;
  const late = await findMissingTakes(database, expected);
  await each(late, async ({ site, integration, subject, date, by, file, timeZone, expectedBy }) => {
    const details = {
      integration,
      file: expandFileName(file, { site, at: by, timeZone }),
      by: `${date} ${expectedBy.time}`,
      timeZone,
    };
    await raiseNotification(database, { site, integration, event: 'file-late', subject, details });
  });
}

function takesOf(file: ExpectedFile, now: number): (ExpectedFile & ExpectedTake & { date: string })[] {
  const after = Math.max(now - LOOK_BACK, file.since.getTime());
  return expectedDays(file.expectedBy, file.timeZone, after, now).map(({ date, from, by }) => ({
    ...file,
    date,
    subject: `${file.integration}/${date}`,
    from: new Date(from),
    by: new Date(by),
  }));
}
