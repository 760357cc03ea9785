import { z } from 'zod';

/** Where a secret is found: `env:NAME` or `file:/path`. Never the secret itself. */
export const secretReference = z
  .string()
  .regex(
    /^(env:[A-Za-z_][A-Za-z0-9_]*|file:\/.+)$/,
    'expected a reference such as env:HR_DATABASE_URL or file:/run/secrets/hr',
  );
