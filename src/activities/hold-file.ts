import pg from 'pg';

import type { Dependencies } from './dependencies.js';
import { IntegratorError } from '../model/errors.js';
import { holdFile as holdFileOf } from '../store/file-turns.js';
import { findRun, findRunByOpenFile } from '../store/runs.js';

/**
 * Lets a run that waits hold its file name, where it is free.
 *
 * @returns the run that holds it, where it is not.
 */
export const holdFile =
  ({ database }: Dependencies) =>
  async (id: string): Promise<string | undefined> => {
    try {
      await holdFileOf(database, id);
      return undefined;
    } catch (error) {
      if (!(error instanceof pg.DatabaseError) || error.constraint !== 'run_file_in_use') throw error;
      const run = await findRun(database, id);
      const holder = run && (await findRunByOpenFile(database, run.site, run.fileName ?? ''));
      if (holder !== undefined) return holder.id;
      // It ended between the two looks.
      throw new IntegratorError('service-unavailable', `The file of run ${id} was released just now.`);
    }
  };
