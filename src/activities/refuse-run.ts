import type { Dependencies } from './dependencies.js';
import { draftRun } from './draft-run.js';
import { draftSetRun } from './draft-set-run.js';
import { writeRun } from './write-run.js';
import { isSetRun, type AnyRunRequest } from '../model/run-request.js';
import type { Refusal } from '../store/insert-run.js';

/** Writes down that a run does not run, and why: nothing that was due is silent. Done again, it changes nothing. */
export const refuseRun =
  (dependencies: Dependencies) =>
  async (request: AnyRunRequest, refusal: Refusal): Promise<void> => {
    const draft = isSetRun(request)
      ? await draftSetRun(dependencies, request, 0)
      : await draftRun(dependencies, request, 0);
    await writeRun(dependencies, { ...draft, refusal });
  };
