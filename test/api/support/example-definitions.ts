import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { parse } from 'yaml';

type Definitions = Record<string, Record<string, unknown>>;

/** The example, as its file has it. */
export interface ExampleSite {
  site: string;
  kind: string;
  timeZone: string;
  connections: Definitions;
  integrations: Definitions;
  integrationSets: Definitions;
  schedules: Definitions;
}

export async function exampleSite(): Promise<ExampleSite> {
  const text = await readFile(join(import.meta.dirname, '../../../examples/site.yaml'), 'utf8');
  return parse(text) as ExampleSite;
}

/** The parts of a site's file as the API takes them: the address below the site's, and the definition, in their order. */
export function piecesOf({ site, integrations, integrationSets, schedules, ...properties }: ExampleSite): Piece[] {
  const parts = { integrations, 'integration-sets': integrationSets, schedules };
  return [
    { address: '', definition: properties },
    ...Object.entries(parts).flatMap(([kind, definitions]) =>
      Object.entries(definitions).map(([name, definition]) => ({ address: `/${kind}/${name}`, definition })),
    ),
  ];
}

export interface Piece {
  address: string;
  definition: object;
}
