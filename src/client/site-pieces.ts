import type { components } from './api-types.js';
import { answerOf, type ApiClient } from './create-client.js';

type Schemas = components['schemas'];

/** A part of a site's file that the API takes as a whole. */
export type SitePiece =
  | { kind: 'site'; definition: Schemas['SiteProperties'] }
  | { kind: 'integration'; name: string; definition: Schemas['Integration'] }
  | { kind: 'integrationSet'; name: string; definition: Schemas['IntegrationSet'] }
  | { kind: 'schedule'; name: string; definition: Schemas['Schedule'] };

/** A whole site as a file has it (`GET /sites/{site}/definition`); what is absent there is none. */
export interface SiteContent extends Record<string, unknown> {
  site: string;
  integrations?: Record<string, Schemas['Integration']>;
  integrationSets?: Record<string, Schemas['IntegrationSet']>;
  schedules?: Record<string, Schemas['Schedule']>;
}

/** The pieces of a site's file, in the order in which the API takes them: each after what it is made of. */
export function sitePieces({ site: _, ...content }: SiteContent): SitePiece[] {
  const { integrations = {}, integrationSets = {}, schedules = {}, ...properties } = content;
  return [
    { kind: 'site', definition: properties as Schemas['SiteProperties'] },
    ...Object.entries(integrations).map(([name, definition]) => ({ kind: 'integration' as const, name, definition })),
    ...Object.entries(integrationSets).map(([name, definition]) => ({
      kind: 'integrationSet' as const,
      name,
      definition,
    })),
    ...Object.entries(schedules).map(([name, definition]) => ({ kind: 'schedule' as const, name, definition })),
  ];
}

/**
 * Saves a piece of a site.
 *
 * @param mode `check`: all that saving would check is checked, and nothing is saved.
 * @throws ApiProblem where it is refused.
 */
export async function savePiece(
  client: ApiClient,
  site: string,
  piece: SitePiece,
  mode: 'check' | 'save' = 'save',
): Promise<void> {
  const query = mode === 'check' ? { dryRun: 'true' as const } : {};
  switch (piece.kind) {
    case 'site':
      await answerOf(client.PUT('/api/v1/sites/{site}', { params: { path: { site }, query }, body: piece.definition }));
      return;
    case 'integration': {
      const params = { path: { site, integration: piece.name }, query };
      const body = piece.definition;
      await answerOf(client.PUT('/api/v1/sites/{site}/integrations/{integration}', { params, body }));
      return;
    }
    case 'integrationSet': {
      const params = { path: { site, set: piece.name }, query };
      const body = piece.definition;
      await answerOf(client.PUT('/api/v1/sites/{site}/integration-sets/{set}', { params, body }));
      return;
    }
    case 'schedule': {
      const params = { path: { site, schedule: piece.name }, query };
      const body = piece.definition;
      await answerOf(client.PUT('/api/v1/sites/{site}/schedules/{schedule}', { params, body }));
      return;
    }
  }
}

/** Deletes a piece of a site; not the site itself. */
export async function deletePiece(
  client: ApiClient,
  site: string,
  { kind, name }: { kind: Exclude<SitePiece['kind'], 'site'>; name: string },
): Promise<void> {
  switch (kind) {
    case 'integration':
      await client.DELETE('/api/v1/sites/{site}/integrations/{integration}', {
        params: { path: { site, integration: name } },
      });
      return;
    case 'integrationSet':
      await client.DELETE('/api/v1/sites/{site}/integration-sets/{set}', { params: { path: { site, set: name } } });
      return;
    case 'schedule':
      await client.DELETE('/api/v1/sites/{site}/schedules/{schedule}', { params: { path: { site, schedule: name } } });
      return;
  }
}
