import { z } from 'zod';

import { secretReference } from './secret-reference.js';

/** A folder of an SFTP server. */
export const sftpConnection = z
  .strictObject({
    kind: z.literal('sftp'),
    host: z.string().regex(/^[^\s/@]+$/, 'expected the name or address of a host, such as files.example.com'),
    port: z.number().int().min(1).max(65_535).default(22),
    user: z.string().min(1),
    password: secretReference.optional(),
    privateKey: secretReference.optional().meta({ description: 'Where a private key (OpenSSH or PEM) is found.' }),
    passphrase: secretReference.optional().meta({ description: 'Where the passphrase of privateKey is found.' }),
    hostKeys: z
      .array(
        z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/, 'expected a fingerprint as ssh-keygen -lf prints it: SHA256:…'),
      )
      .min(1)
      .meta({
        description:
          'Fingerprints of the keys the server may show, as ssh-keyscan and ssh-keygen -lf print them. Any other is refused.',
      }),
    path: z.string().min(1).meta({ description: "A folder on the server; relative to the user's own." }),
  })
  .refine(({ password, privateKey }) => password !== undefined || privateKey !== undefined, {
    path: ['password'],
    message: 'expected a password, a privateKey or both',
  })
  .refine(({ passphrase, privateKey }) => passphrase === undefined || privateKey !== undefined, {
    path: ['passphrase'],
    message: 'expected a privateKey that it opens',
  });

export type SftpConnection = z.output<typeof sftpConnection>;
