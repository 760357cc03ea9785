import { z } from 'zod';

import { present } from './present.js';
import { role, siteScope } from '../model/caller.js';
import type { StoredApiKey } from '../store/api-keys.js';

/** An API key as administrators see it: without its secret. */
export const apiKeyView = z.object({
  id: z.string(),
  name: z.string(),
  role,
  sites: siteScope,
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().optional(),
  revokedBy: z.string().optional(),
  revokedAt: z.iso.datetime().optional(),
  lastUsedAt: z.iso.datetime().optional().meta({ description: 'To the minute.' }),
});

export function viewApiKey(key: StoredApiKey): z.output<typeof apiKeyView> {
  const { id, name, role: granted, sites, createdBy, createdAt, expiresAt, revokedBy, revokedAt, lastUsedAt } = key;
  return {
    ...{ id, name, role: granted, sites, createdBy, createdAt: createdAt.toISOString() },
    ...present('expiresAt', expiresAt?.toISOString()),
    ...present('revokedBy', revokedBy),
    ...present('revokedAt', revokedAt?.toISOString()),
    ...present('lastUsedAt', lastUsedAt?.toISOString()),
  };
}
