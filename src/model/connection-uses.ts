import type { Connection } from './connection.js';
import { isFileTarget } from './export-target.js';
import type { Integration } from './integration.js';

/** A connection that an integration names. */
export interface ConnectionUse {
  /** Where it names it: `target.connection`. */
  path: string;
  connection: string;
  /** What it may be there. */
  kinds: readonly Connection['kind'][];
}

/** Every connection an integration names, and what each must be. */
export function connectionUses(definition: Integration): ConnectionUse[] {
  const { source, target, pgp } = definition;
  const uses: [string, string | undefined, readonly Connection['kind'][]][] =
    definition.direction === 'import'
      ? [
          ['source.connection', source?.connection, ['folder', 'sftp']],
          ['target.connection', target.connection, ['postgres']],
        ]
      : [
          ['source.connection', definition.source.connection, ['postgres']],
          ['target.connection', target.connection, kindsOf(definition.target)],
        ];
  uses.push(['pgp.connection', pgp?.connection, ['pgp-key']]);
  return uses.flatMap(([path, connection, kinds]) => (connection === undefined ? [] : [{ path, connection, kinds }]));
}

function kindsOf(target: Parameters<typeof isFileTarget>[0]): readonly Connection['kind'][] {
  return isFileTarget(target) ? ['folder', 'sftp', 'http'] : ['http'];
}
