import type { TimedSchedule } from '../model/schedule-clashes.js';
import { scheduledMembers } from '../model/schedule-members.js';
import { templateOf } from '../model/schedule-template.js';
import { thingsTouched, type Thing } from '../model/schedule-things.js';
import type { Schedule } from '../model/schedule.js';
import type { Database } from './database.js';
import { integrationSets } from './integration-sets.js';
import { integrations } from './integrations.js';
import { usualDurations } from './schedule-durations.js';
import { listSchedules, type StoredSchedule } from './schedules.js';
import type { VersionedDefinition } from './versioned-definitions.js';

/** A schedule as others have to reckon with it. */
export interface Neighbour extends TimedSchedule {
  schedule: StoredSchedule;
}

/**
 * What a schedule touches and how long its runs usually take; with the other enabled schedules of its site that touch
 * some of it too. Of a set, what its members touch and how long the whole takes.
 *
 * @param name the schedule's name, where it has one: it is no neighbour of itself.
 */
export async function findNeighbours(
  database: Database,
  site: string,
  definition: Schedule,
  name: string | undefined,
): Promise<{ own: TimedSchedule; others: Neighbour[] }> {
  const thingsOf = await touchingOf(database, site);
  const things = thingsOf(definition);
  const keys = new Set(things.map(({ key }) => key));
  const enabled = (await listSchedules(database, site)).filter((one) => one.enabled && one.name !== name);
  const others = enabled
    .map((schedule) => ({ schedule, things: thingsOf(schedule.definition) }))
    .filter((other) => other.things.some(({ key }) => keys.has(key)));
  const definitions = [definition, ...others.map(({ schedule }) => schedule.definition)];
  const [duration = 0, ...durations] = await usualDurations(database, site, definitions.map(templateOf));
  return {
    own: { things, duration },
    others: others.map((other, index) => ({ ...other, duration: durations[index] ?? 0 })),
  };
}

/** What any schedule of a site touches, by the integrations and sets as they are now. */
async function touchingOf(database: Database, site: string): Promise<(definition: Schedule) => Thing[]> {
  const templates = byName(await integrations.list(database, site));
  const sets = byName(await integrationSets.list(database, site));
  return (definition) =>
    scheduledMembers(definition, sets.get(definition.integrationSet ?? '')).flatMap((member) => {
      const template = templates.get(member.integration);
      return template === undefined ? [] : thingsTouched(template, member);
    });
}

function byName<Definition>(all: readonly VersionedDefinition<Definition>[]): Map<string, Definition> {
  return new Map(all.map(({ name, definition }) => [name, definition]));
}
