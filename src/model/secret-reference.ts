import { z } from 'zod';

/** Stands where a secret is still to be given, as with the connections of a site that was cloned. */
export const TO_BE_GIVEN = 'to-be-given';

/** Where a secret is found: `env:NAME` or `file:/path`. Never the secret itself. */
export const secretReference = z
  .string()
  .regex(
    /^(env:[A-Za-z_][A-Za-z0-9_]*|file:\/.+|to-be-given)$/,
    'expected a reference such as env:HR_DATABASE_URL or file:/run/secrets/hr',
  );
