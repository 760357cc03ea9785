import { z } from 'zod';

import type { Arming } from '../store/armings.js';

/** Who armed a connection, when, why. */
export const armingView = z.object({ by: z.string(), at: z.iso.datetime(), reason: z.string() });

export function viewArming({ by, at, reason }: Arming): z.output<typeof armingView> {
  return { by, at: at.toISOString(), reason };
}
