import { awaitRuns } from './await-runs.js';
import { checkConnections } from './check-connections.js';
import { closeRun } from './close-run.js';
import type { Dependencies } from './dependencies.js';
import { discardLoad } from './discard-load.js';
import { failing, persisting } from './failing.js';
import { forbidCommit } from './forbid-commit.js';
import { holdFile } from './hold-file.js';
import { loadRecords } from './load-records.js';
import { noteIntegratorState } from './note-integrator-state.js';
import { openFile } from './open-file.js';
import { openRun } from './open-run.js';
import { putAwayFile } from './put-away-file.js';
import { receiveFile } from './receive-file.js';
import { settleLoad } from './settle-load.js';
import { settleRun } from './settle-run.js';
import { takeUpSite } from './take-up-site.js';

/** Everything a run or a site does to the world. */
export function createActivities(dependencies: Dependencies) {
  return {
    openRun: failing(openRun(dependencies)),
    holdFile: persisting(holdFile(dependencies)),
    receiveFile: failing(receiveFile(dependencies)),
    openFile: failing(openFile(dependencies)),
    loadRecords: failing(loadRecords(dependencies)),
    putAwayFile: failing(putAwayFile(dependencies)),
    closeRun: persisting(closeRun(dependencies)),
    forbidCommit: persisting(forbidCommit(dependencies)),
    discardLoad: failing(discardLoad(dependencies)),
    settleLoad: persisting(settleLoad(dependencies)),
    settleRun: persisting(settleRun(dependencies)),
    awaitRuns: persisting(awaitRuns),
    takeUpSite: persisting(takeUpSite(dependencies)),
    checkConnections: failing(checkConnections(dependencies)),
    noteIntegratorState: persisting(noteIntegratorState(dependencies)),
  };
}

export type Activities = ReturnType<typeof createActivities>;
