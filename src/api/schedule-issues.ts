import { memberIssues } from './member-issues.js';
import type { DefinitionIssue } from '../model/definition-issues.js';
import { IntegratorError } from '../model/errors.js';
import { wrongMember } from '../model/integration-set.js';
import { scheduledMembers, type ScheduledMember } from '../model/schedule-members.js';
import type { Schedule } from '../model/schedule.js';
import type { Database } from '../store/database.js';
import { integrationSets } from '../store/integration-sets.js';
import { integrations } from '../store/integrations.js';
import type { StoredSite } from '../store/sites.js';

/** What a schedule says and its site has not, or cannot do: each with its path and what was expected. */
export async function scheduleIssues(
  database: Database,
  site: StoredSite,
  definition: Schedule,
): Promise<DefinitionIssue[]> {
  const runs =
    definition.integrationSet === undefined
      ? await ownIssues(database, site, definition)
      : await setIssues(database, site, definition, definition.integrationSet);
  return [...runs, ...calendarIssues(site, definition)];
}

/** @throws IntegratorError `invalid-definition`. */
export async function requireSchedulable(database: Database, site: StoredSite, definition: Schedule): Promise<void> {
  const errors = await scheduleIssues(database, site, definition);
  if (errors.length === 0) return;
  const named = errors.map(({ path, message }) => `${path}: ${message}`).join('; ');
  throw new IntegratorError('invalid-definition', `The schedule is not valid. ${named}.`, { errors });
}

async function ownIssues(database: Database, site: StoredSite, definition: Schedule): Promise<DefinitionIssue[]> {
  const all: DefinitionIssue[] = [];
  for (const member of scheduledMembers(definition, undefined)) {
    const found = await integrations.find(database, site.site, member.integration);
    if (found !== undefined) all.push(...(await memberIssues(database, site, found.definition, member)));
    else
      all.push(
        await unknown('integration', 'integrations', integrations.list(database, site.site), member.integration),
      );
  }
  return all;
}

async function setIssues(
  database: Database,
  site: StoredSite,
  definition: Schedule,
  name: string,
): Promise<DefinitionIssue[]> {
  const set = await integrationSets.find(database, site.site, name);
  if (set === undefined) {
    return [await unknown('integrationSet', 'integration sets', integrationSets.list(database, site.site), name)];
  }
  const members = scheduledMembers(definition, set.definition);
  const all = (definition.members ?? []).slice(members.length).map((_, index) => ({
    path: `members[${members.length + index}]`,
    message: `expected at most ${members.length}: ${name} has no more members`,
  }));
  for (const [index, member] of set.definition.members.entries()) {
    const wrong = wrongMember(member, definition.members?.[index]);
    if (wrong !== undefined)
      all.push({ path: `members[${index}].integration`, message: `expected ${member.integration}: ${wrong}` });
  }
  for (const [index, member] of members.entries()) all.push(...(await issuesOfMember(database, site, index, member)));
  return all;
}

async function issuesOfMember(
  database: Database,
  site: StoredSite,
  index: number,
  member: ScheduledMember,
): Promise<DefinitionIssue[]> {
  const { integration } = member;
  const who = `member ${index + 1}, ${integration}`;
  const found = await integrations.find(database, site.site, integration);
  if (found === undefined) {
    return [{ path: 'integrationSet', message: `${who}, was deleted: take it out of the set, or make it again` }];
  }
  const issues = await memberIssues(database, site, found.definition, member);
  return issues.map(({ path, message }) => ({ path: `members[${index}].${path}`, message: `${who}: ${message}` }));
}

function calendarIssues({ site, calendars }: StoredSite, { holidays }: Schedule): DefinitionIssue[] {
  if (holidays === undefined || Object.hasOwn(calendars, holidays.calendar)) return [];
  const known = Object.keys(calendars).join(', ') || 'there is none';
  const message = `expected a calendar of site ${site} (${known}), got ${holidays.calendar}`;
  return [{ path: 'holidays.calendar', message }];
}

async function unknown(
  path: string,
  what: string,
  listed: Promise<readonly { name: string }[]>,
  given: string,
): Promise<DefinitionIssue> {
  const known = (await listed).map(({ name }) => name).join(', ') || 'there is none';
  return { path, message: `expected one of the site's ${what} (${known}), got ${given}` };
}
