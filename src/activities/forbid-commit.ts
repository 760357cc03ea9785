import type { Dependencies } from './dependencies.js';
import { forbidCommit as forbid } from '../store/load-commit.js';

/**
 * Ends the loading of a run on this side: no attempt will begin to commit any more.
 *
 * @returns whether one has, so that only the target knows whether the records were applied.
 */
export const forbidCommit =
  ({ database }: Dependencies) =>
  async (id: string): Promise<boolean> =>
    forbid(database, id);
