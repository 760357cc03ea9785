import type { Role } from '../../../../src/model/caller.js';

interface Needs {
  role: Role | 'nothing';
  ofAllSites?: true;
}

const nothing: Needs = { role: 'nothing' };
const viewer: Needs = { role: 'viewer' };
const operator: Needs = { role: 'operator' };
const admin: Needs = { role: 'admin' };

/** What each route needs, as it is meant: whoever reads is a viewer, moves data an operator, says what moves an admin. */
export const ROUTE_NEEDS: Record<string, Needs> = {
  'get /livez': nothing,
  'get /readyz': nothing,
  'get /metrics': { role: 'viewer', ofAllSites: true },

  'get /api/v1/api-keys': { role: 'admin', ofAllSites: true },
  'post /api/v1/api-keys': { role: 'admin', ofAllSites: true },
  'delete /api/v1/api-keys/{key}': { role: 'admin', ofAllSites: true },
  'get /api/v1/audit': { role: 'admin', ofAllSites: true },

  'post /api/v1/codec/decode': { role: 'operator', ofAllSites: true },
  'post /api/v1/codec/encode': { role: 'operator', ofAllSites: true },

  'get /api/v1/caller': viewer,

  'get /api/v1/sites': viewer,
  'get /api/v1/sites/{site}': viewer,
  'get /api/v1/sites/{site}/definition': viewer,
  'put /api/v1/sites/{site}': admin,
  'delete /api/v1/sites/{site}': admin,
  'post /api/v1/sites/{site}/clone': admin,
  'post /api/v1/sites/{site}/start': operator,
  'delete /api/v1/sites/{site}/start': operator,
  'post /api/v1/sites/{site}/stop': operator,
  'get /api/v1/sites/{site}/held': viewer,
  'get /api/v1/sites/{site}/events': viewer,
  'get /api/v1/sites/{site}/log': viewer,
  'get /api/v1/sites/{site}/audit': viewer,
  'get /api/v1/sites/{site}/calendar': viewer,
  'get /api/v1/sites/{site}/calendar.ics': viewer,
  'get /api/v1/sites/{site}/notifications': viewer,
  'post /api/v1/sites/{site}/notifications/{notification}/test': operator,

  'get /api/v1/sites/{site}/connections/{connection}/check': operator,
  'post /api/v1/sites/{site}/connections/{connection}/arm': admin,
  'post /api/v1/sites/{site}/connections/{connection}/disarm': admin,

  'get /api/v1/sites/{site}/integrations': viewer,
  'get /api/v1/sites/{site}/integrations/{integration}': viewer,
  'get /api/v1/sites/{site}/integrations/{integration}/versions': viewer,
  'get /api/v1/sites/{site}/integrations/{integration}/versions/{version}': viewer,
  'put /api/v1/sites/{site}/integrations/{integration}': admin,
  'delete /api/v1/sites/{site}/integrations/{integration}': admin,
  'get /api/v1/sites/{site}/integrations/{integration}/pending': operator,
  'post /api/v1/sites/{site}/integrations/{integration}/send-all': operator,
  'post /api/v1/sites/{site}/integrations/{integration}/send-changed': operator,

  'get /api/v1/sites/{site}/integration-sets': viewer,
  'get /api/v1/sites/{site}/integration-sets/{set}': viewer,
  'get /api/v1/sites/{site}/integration-sets/{set}/versions': viewer,
  'get /api/v1/sites/{site}/integration-sets/{set}/versions/{version}': viewer,
  'put /api/v1/sites/{site}/integration-sets/{set}': admin,
  'delete /api/v1/sites/{site}/integration-sets/{set}': admin,

  'get /api/v1/sites/{site}/files': viewer,
  'put /api/v1/sites/{site}/files/{filename}': operator,
  'get /api/v1/sites/{site}/runs': viewer,
  'post /api/v1/sites/{site}/runs': operator,
  'get /api/v1/runs/{run}': viewer,
  'get /api/v1/runs/{run}/details': viewer,
  'get /api/v1/runs/{run}/differences': viewer,
  'get /api/v1/runs/{run}/source-file': viewer,
  'get /api/v1/runs/{run}/rejects': viewer,
  'get /api/v1/runs/{run}/rejects/summary': viewer,
  'post /api/v1/runs/{run}/rejects/check': operator,
  'post /api/v1/runs/{run}/rejects/resubmit': operator,
  'post /api/v1/runs/{run}/rerun': operator,
  'post /api/v1/runs/{run}/halt': operator,

  'get /api/v1/sites/{site}/schedules': viewer,
  'post /api/v1/sites/{site}/schedules/preview': viewer,
  'post /api/v1/sites/{site}/schedules/enable': operator,
  'get /api/v1/sites/{site}/schedules/{schedule}': viewer,
  'put /api/v1/sites/{site}/schedules/{schedule}': operator,
  'delete /api/v1/sites/{site}/schedules/{schedule}': operator,
  'post /api/v1/sites/{site}/schedules/{schedule}/enable': operator,
  'post /api/v1/sites/{site}/schedules/{schedule}/disable': operator,
  'post /api/v1/sites/{site}/schedules/{schedule}/copy': operator,
};
