import { z } from 'zod';

import type { AnyRunRequest } from './run-request.js';

/** What became of a request that came while its site was not Running: held still, discarded by a start, or run after all. */
export const heldStatus = z.enum(['held', 'discarded', 'run']);
export type HeldStatus = z.output<typeof heldStatus>;

/** A run that was asked for while its site was not Running. */
export interface HeldRequest {
  request: AnyRunRequest;
  /** In milliseconds since 1970. */
  askedAt: number;
}
