import type { Defect } from '../defect.js';

const KEYS = 'test/api/authentication/api-keys.test.ts';

/** Who may do what, and what is written down of it. */
export const ACCESS: readonly Defect[] = [
  {
    name: 'a viewer may do what needs a higher role',
    source: 'src/api/authentication/admit.ts',
    find: 'const caller = requireRole(identity, needs);',
    replace: "const caller = requireRole(identity, needs === 'admin' ? 'viewer' : needs);",
    caughtBy: {
      file: 'test/api/authentication/matrix.test.ts',
      title: 'who may do what is so: every route lets through whom it should, and nobody else',
    },
  },
  {
    name: 'a caller reaches the runs of every site',
    source: 'src/api/authentication/admit.ts',
    find: '    await requireReach(database, caller, request.params);\n',
    replace: '    if (request.params.run === undefined) await requireReach(database, caller, request.params);\n',
    caughtBy: {
      file: KEYS,
      title: 'a request of somebody who may not is told of a run of a site out of reach what is told of none',
    },
  },
  {
    name: 'an API key that has expired is good',
    source: 'src/api/authentication/identify-by-key.ts',
    find: 'expiresAt.getTime() <= Date.now()',
    replace: 'expiresAt.getTime() <= 0',
    caughtBy: { file: KEYS, title: 'API keys are refused from the moment on when they expire' },
  },
  {
    name: 'an API key that was revoked is good',
    source: 'src/api/authentication/identify-by-key.ts',
    find: 'if (revokedAt !== null) throw',
    replace: 'if (revokedAt?.getTime() === 0) throw',
    caughtBy: { file: KEYS, title: 'API keys are refused as soon as they are revoked, which is in the list' },
  },
  {
    name: 'a line of the audit is not written',
    source: 'src/store/api-keys.ts',
    find: "await insertAudit(client, null, { action: 'revoke', by, details: { apiKey: id } });",
    replace: '',
    caughtBy: {
      file: KEYS,
      title: 'API keys leave a line each in the audit when they are made and when they are revoked',
    },
  },
];
