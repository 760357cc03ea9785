import type { ApiClient } from '../../client/create-client.js';
import { deletePiece, savePiece } from '../../client/site-pieces.js';
import { nameOf, titleOf } from './format-plan.js';
import { isChange, type SitePlan } from './plan-site.js';

/**
 * Does what a plan says, piece by piece, in the order in which each finds what it is made of.
 *
 * @param tell is told each piece that is done: where one is refused, those before it stay done.
 */
export async function carryOutPlan(
  client: ApiClient,
  { site, pieces, onlyThere }: SitePlan,
  prune: boolean,
  tell: (done: string) => void,
): Promise<void> {
  for (const planned of pieces.filter(isChange)) {
    await savePiece(client, site, planned.piece);
    tell(`${planned.created ? 'made' : 'changed'}  ${titleOf(site, planned)}`);
  }
  for (const piece of prune ? onlyThere : []) {
    await deletePiece(client, site, piece);
    tell(`deleted  ${nameOf(piece)}`);
  }
}
