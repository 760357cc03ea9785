import type { Integration } from './integration.js';

/** What decides whether a run writes. */
export interface RunOfIntegration {
  dryRun: boolean;
  /** Whether it takes its file from the integration's source; else it was given one. */
  takesSource: boolean;
}

/**
 * The connections through which a run changes something: where an export sends, where an import applies, and the source
 * whose file an import moves. A dry run of an import counts: what it writes is rolled back, but is locked until then.
 */
export function writtenConnections(definition: Integration, { dryRun, takesSource }: RunOfIntegration): string[] {
  const { direction, source, target } = definition;
  if (direction === 'export') return dryRun ? [] : [target.connection];
  const moves = takesSource && !dryRun && (source?.archive ?? source?.failed) !== undefined;
  return moves && source !== undefined ? [source.connection, target.connection] : [target.connection];
}
