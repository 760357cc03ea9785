import { ApiProblem } from '../../client/api-problem.js';
import type { ApiClient } from '../../client/create-client.js';
import { savePiece, type SitePiece } from '../../client/site-pieces.js';
import type { DefinitionIssue } from '../../model/definition-issues.js';
import { isChange, type PlannedPiece, type SitePlan } from './plan-site.js';

/**
 * Has the API check every piece that changes, before the first is saved.
 *
 * What is made of other pieces that change, too, the API cannot judge yet: its refusal may be over once they are saved.
 * Such a piece is judged by its schema and by what the file says (`referenceIssues`), and by the API when it is saved.
 */
export async function checkPlan(client: ApiClient, { site, pieces }: SitePlan): Promise<DefinitionIssue[]> {
  const changing = pieces.filter(isChange);
  const issues: DefinitionIssue[] = [];
  for (const { piece } of changing) {
    try {
      await savePiece(client, site, piece, 'check');
    } catch (error) {
      if (!(error instanceof ApiProblem) || ![404, 422].includes(error.status)) throw error;
      if (!isMadeOf(piece, changing, pieces)) issues.push(...issuesOf(piece, error));
    }
  }
  return issues;
}

/** Whether something that the piece is made of changes. */
function isMadeOf(piece: SitePiece, changing: readonly PlannedPiece[], all: readonly PlannedPiece[]): boolean {
  const parts = partsOf(
    piece,
    all.map((one) => one.piece),
  );
  return changing.some(({ piece: { kind, ...rest } }) => parts.has('name' in rest ? `${kind} ${rest.name}` : kind));
}

/** What a piece is made of: `site`, `integration employees`, … */
function partsOf(piece: SitePiece, all: readonly SitePiece[]): Set<string> {
  switch (piece.kind) {
    case 'site':
      return new Set();
    case 'integration':
      return new Set(['site']);
    case 'integrationSet':
      return new Set(['site', ...piece.definition.members.map(({ integration }) => `integration ${integration}`)]);
    case 'schedule': {
      const { integration, integrationSet } = piece.definition;
      const set = all.find((one) => one.kind === 'integrationSet' && one.name === integrationSet);
      const ofSet = set === undefined ? [] : partsOf(set, all);
      return new Set(['site', `integration ${integration ?? ''}`, `integrationSet ${integrationSet ?? ''}`, ...ofSet]);
    }
  }
}

/** What the API refused of a piece, by its place in the file. */
function issuesOf(piece: SitePiece, { errors, message }: ApiProblem): DefinitionIssue[] {
  const place = piece.kind === 'site' ? '' : `${piece.kind}s.${piece.name}`;
  if (errors.length === 0) return [{ path: place, message }];
  return errors.map(({ path, message: said }) => ({
    path: [place, path].filter((part) => part !== '').join('.'),
    message: said,
  }));
}
