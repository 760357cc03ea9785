import { z } from 'zod';

import { role, siteScope } from './caller.js';

/** An API key as it is asked for: who or what uses it, what it may do, where, until when. */
export const newApiKey = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, 'expected a name')
    .max(100)
    .regex(/^[^\p{Cc}]*$/u, 'expected no control characters')
    .meta({ description: 'Who or what uses it, as logs and audits name him. An old and a new key may share one.' }),
  role,
  sites: siteScope.default('all'),
  expiresAt: z.iso
    .datetime({ offset: true })
    .refine((text) => Date.parse(text) > Date.now(), 'expected a moment that is to come')
    .optional(),
});
export type NewApiKey = z.output<typeof newApiKey>;

/** The id of a key: the part of its token that is no secret. */
export const apiKeyId = z.string().regex(/^[0-9a-f]{16}$/, 'expected the id of an API key: 16 of 0-9 and a-f');
