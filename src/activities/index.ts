import { accountFires } from './account-fires.js';
import { acknowledge } from './acknowledge.js';
import { applyRetention } from './apply-retention.js';
import { askSite } from './ask-site.js';
import { awaitRuns } from './await-runs.js';
import { checkConnection, checkConnections } from './check-connections.js';
import { closeFire } from './close-fire.js';
import { closeRun } from './close-run.js';
import { closeSetRun } from './close-set-run.js';
import { collectRecords } from './collect-records.js';
import type { Dependencies } from './dependencies.js';
import { countPending } from './count-pending.js';
import { deliverFile } from './deliver-file.js';
import { discardLoad } from './discard-load.js';
import { failing, persisting } from './failing.js';
import { findRunEnd } from './find-run-end.js';
import { forbidCommit } from './forbid-commit.js';
import { holdFile } from './hold-file.js';
import { loadRecords } from './load-records.js';
import { nextHeldRequest } from './next-held-request.js';
import { noteSite } from './note-site.js';
import { openFile } from './open-file.js';
import { openFire } from './open-fire.js';
import { openRun } from './open-run.js';
import { openSetRun } from './open-set-run.js';
import { openSite } from './open-site.js';
import { putAwayFile } from './put-away-file.js';
import { raiseNotifications } from './raise-notifications.js';
import { receiveFile } from './receive-file.js';
import { refuseRun } from './refuse-run.js';
import { sendNotifications } from './send-notifications.js';
import { sendRecords } from './send-records.js';
import { settleLoad } from './settle-load.js';
import { settleRun } from './settle-run.js';
import { settleSchedules } from './settle-schedules.js';
import { takeUpSite } from './take-up-site.js';
import { takeUpSites } from './take-up-sites.js';
import { tryNotification } from './try-notification.js';

/** Everything a run or a site does to the world. */
export function createActivities(dependencies: Dependencies) {
  return {
    openRun: failing(openRun(dependencies)),
    openSetRun: failing(openSetRun(dependencies)),
    refuseRun: persisting(refuseRun(dependencies)),
    closeSetRun: persisting(closeSetRun(dependencies)),
    holdFile: persisting(holdFile(dependencies)),
    receiveFile: failing(receiveFile(dependencies)),
    openFile: failing(openFile(dependencies)),
    loadRecords: failing(loadRecords(dependencies)),
    collectRecords: failing(collectRecords(dependencies)),
    deliverFile: failing(deliverFile(dependencies)),
    sendRecords: failing(sendRecords(dependencies)),
    acknowledge: failing(acknowledge(dependencies)),
    putAwayFile: failing(putAwayFile(dependencies)),
    closeRun: persisting(closeRun(dependencies)),
    forbidCommit: persisting(forbidCommit(dependencies)),
    discardLoad: failing(discardLoad(dependencies)),
    settleLoad: persisting(settleLoad(dependencies)),
    settleRun: persisting(settleRun(dependencies)),
    awaitRuns: persisting(awaitRuns),
    takeUpSite: persisting(takeUpSite(dependencies)),
    checkConnection: failing(checkConnection(dependencies)),
    countPending: failing(countPending(dependencies)),
    checkConnections: failing(checkConnections(dependencies)),
    noteSite: persisting(noteSite(dependencies)),
    openSite: persisting(openSite(dependencies)),
    openFire: persisting(openFire(dependencies)),
    askSite: persisting(askSite),
    findRunEnd: persisting(findRunEnd(dependencies)),
    closeFire: persisting(closeFire(dependencies)),
    settleSchedules: failing(settleSchedules(dependencies)),
    accountFires: failing(accountFires(dependencies)),
    takeUpSites: failing(takeUpSites(dependencies)),
    applyRetention: failing(applyRetention(dependencies)),
    raiseNotifications: failing(raiseNotifications(dependencies)),
    sendNotifications: failing(sendNotifications(dependencies)),
    tryNotification: failing(tryNotification(dependencies)),
    nextHeldRequest: persisting(nextHeldRequest(dependencies)),
  };
}

export type Activities = ReturnType<typeof createActivities>;
