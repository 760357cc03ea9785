import { z } from 'zod';

import { httpConnection } from './http-connection.js';
import { secretReference } from './secret-reference.js';
import { sftpConnection } from './sftp-connection.js';

const postgresConnection = z.strictObject({
  kind: z.literal('postgres'),
  url: secretReference.meta({ description: 'Where the connection URL (postgres://…) is found.' }),
});

const folderConnection = z.strictObject({
  kind: z.literal('folder'),
  path: z.string().min(1).meta({ description: 'A folder on the worker; relative to where the worker was started.' }),
});

const pgpKeyConnection = z.strictObject({
  kind: z.literal('pgp-key'),
  privateKeys: z
    .array(z.strictObject({ key: secretReference, passphrase: secretReference.optional() }))
    .default([])
    .meta({ description: 'Armored private keys that may decrypt; several while keys are rotated.' }),
  publicKeys: z
    .array(secretReference)
    .default([])
    .meta({ description: 'Armored public keys of senders, to verify signatures.' }),
});

/** A named endpoint of a site. */
export const connection = z.discriminatedUnion('kind', [
  postgresConnection,
  folderConnection,
  sftpConnection,
  httpConnection,
  pgpKeyConnection,
]);

export type Connection = z.output<typeof connection>;
export type PostgresConnection = z.output<typeof postgresConnection>;
export type FolderConnection = z.output<typeof folderConnection>;
export type PgpKeyConnection = z.output<typeof pgpKeyConnection>;
