import type { SiteContent, SitePiece } from '../../client/site-pieces.js';
import { sitePieces } from '../../client/site-pieces.js';
import { definitionChanges, type DefinitionChange } from '../../model/definition-changes.js';
import { siteFile, type SiteFile } from '../../model/site-file.js';

export type PieceKind = SitePiece['kind'];

/** A piece of the file, and where it differs from what is there. */
export interface PlannedPiece {
  piece: SitePiece;
  /** Whether there is none of that name yet. */
  created: boolean;
  /** Where they differ; of one that is new, nothing. */
  changes: DefinitionChange[];
}

/** A piece by its name. */
export interface NamedPiece {
  kind: Exclude<PieceKind, 'site'>;
  name: string;
}

/** What applying a file would do. */
export interface SitePlan {
  site: string;
  /** Every piece of the file, in the order in which they are saved. */
  pieces: PlannedPiece[];
  /** What the file does not have, in the order in which it can be deleted. */
  onlyThere: NamedPiece[];
}

const PARTS = { schedule: 'schedules', integrationSet: 'integrationSets', integration: 'integrations' } as const;

/**
 * Compares a site's file with the site.
 *
 * @param content the file as it is written; `meant` the same with what goes without saying.
 * @param there the site as the API tells it; undefined where there is none.
 */
export function planSite(content: SiteContent, meant: SiteFile, there: SiteContent | undefined): SitePlan {
  const current = there === undefined ? undefined : meantBy(there);
  const pieces = sitePieces(content).map((piece): PlannedPiece => {
    const before = current && definitionOf(current, piece);
    if (before === undefined) return { piece, created: true, changes: [] };
    return { piece, created: false, changes: definitionChanges(before, definitionOf(meant, piece)) };
  });
  const onlyThere = Object.entries(PARTS).flatMap(([kind, part]) =>
    Object.keys(current?.[part] ?? {}).flatMap((name) =>
      Object.hasOwn(meant[part], name) ? [] : [{ kind: kind as NamedPiece['kind'], name }],
    ),
  );
  return { site: content.site, pieces, onlyThere };
}

/** Whether applying it changes nothing. */
export function isChange({ created, changes }: PlannedPiece): boolean {
  return created || changes.length > 0;
}

/** What is saved is read by the rules of this version, where they still hold. */
function meantBy(there: SiteContent): SiteFile {
  const { success, data } = siteFile.safeParse(there);
  return success ? data : (there as unknown as SiteFile);
}

function definitionOf({ site: _, ...file }: SiteFile, piece: SitePiece): unknown {
  const { integrations, integrationSets, schedules, ...properties } = file;
  if (piece.kind === 'site') return properties;
  const definitions: Record<string, unknown> = { integrations, integrationSets, schedules }[PARTS[piece.kind]];
  return Object.hasOwn(definitions, piece.name) ? definitions[piece.name] : undefined;
}
