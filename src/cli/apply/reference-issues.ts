import { connectionUses } from '../../model/connection-uses.js';
import type { DefinitionIssue } from '../../model/definition-issues.js';
import type { SiteFile } from '../../model/site-file.js';

/** What integrations and sets there will be: those of the file, and those that stay beside them. */
export interface KnownNames {
  integrations: ReadonlySet<string>;
  integrationSets: ReadonlySet<string>;
}

/** What the parts of a file say of each other, or of what is there already, and is not so. */
export function referenceIssues(file: SiteFile, known: KnownNames): DefinitionIssue[] {
  return [...integrationIssues(file), ...setIssues(file, known), ...scheduleIssues(file, known)];
}

function integrationIssues({ site, connections, integrations }: SiteFile): DefinitionIssue[] {
  return Object.entries(integrations).flatMap(([name, definition]) =>
    connectionUses(definition).flatMap(({ path, connection, kinds }) => {
      const usable = Object.entries(connections).flatMap(([one, { kind }]) => (kinds.includes(kind) ? [one] : []));
      if (usable.includes(connection)) return [];
      const expected = usable.join(', ') || 'there is none';
      const message = `expected a ${kinds.join(' or ')} connection of site ${site} (${expected}), got ${connection}`;
      return [{ path: `integrations.${name}.${path}`, message }];
    }),
  );
}

function setIssues({ integrationSets }: SiteFile, { integrations }: KnownNames): DefinitionIssue[] {
  return Object.entries(integrationSets).flatMap(([name, { members }]) =>
    members.flatMap(({ integration }, index) =>
      unknown(`integrationSets.${name}.members[${index}].integration`, 'integrations', integrations, integration),
    ),
  );
}

function scheduleIssues({ schedules }: SiteFile, { integrations, integrationSets }: KnownNames): DefinitionIssue[] {
  return Object.entries(schedules).flatMap(([name, { integration, integrationSet }]) => [
    ...unknown(`schedules.${name}.integration`, 'integrations', integrations, integration),
    ...unknown(`schedules.${name}.integrationSet`, 'integration sets', integrationSets, integrationSet),
  ]);
}

function unknown(path: string, what: string, known: ReadonlySet<string>, name: string | undefined): DefinitionIssue[] {
  if (name === undefined || known.has(name)) return [];
  const names = [...known].join(', ') || 'there is none';
  return [{ path, message: `expected one of the site's ${what} (${names}), got ${name}` }];
}
