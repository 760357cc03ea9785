import type { Defect } from '../defect.js';

/** Files on their way in and out, and the servers they come from. */
export const FILES: readonly Defect[] = [
  {
    name: 'a file is written in its place',
    source: 'src/connections/files/outgoing-file.ts',
    find: 'return `${startOfParts(name, run)}${turn}.part`;',
    replace: "return run === '' ? String(turn) : name;",
    caughtBy: {
      file: 'test/connections/files/outgoing-file.test.ts',
      title: 'a file that is sent, in a folder is hidden until it is published, and then whole',
      alone: true,
    },
  },
  {
    name: 'the host key of a server is not checked',
    source: 'src/connections/sftp/sftp-entrance.ts',
    find: 'if (this.connection.hostKeys.includes(key.fingerprint)) return true;',
    replace: "if (key.fingerprint !== '') return true;",
    caughtBy: {
      file: 'test/connections/sftp/connect-sftp.test.ts',
      title:
        'a connection to an SFTP server is refused, not to be tried again, because of a host key that is not pinned',
      alone: true,
    },
  },
  {
    name: 'a secret in base64 is not hidden',
    source: 'src/connections/hide-secrets.ts',
    find: "bytes.toString('base64').replace(/=+$/, ''),",
    replace: '',
    caughtBy: {
      file: 'test/connections/hide-secrets.test.ts',
      title: 'hideSecrets hides a secret in base64 also where that differs from base64url',
      alone: true,
    },
  },
  {
    name: 'private addresses may be called',
    source: 'src/connections/http/forbidden-address.ts',
    find: 'return allowPrivate || isPublic(behind ?? address)',
    replace: 'return allowPrivate || isPublic(behind ?? address) || address.range() !== undefined',
    caughtBy: {
      file: 'test/connections/http/forbidden-address.test.ts',
      title: 'forbiddenAddress lets 10.0.0.1 be called only where inside is allowed: private (RFC 1918)',
      alone: true,
    },
  },
  {
    name: 'a content that is uploaded goes when it is old',
    source: 'src/store/retention/needed-contents.ts',
    find: 'select sha256 from upload\n       union all',
    replace: '',
    caughtBy: {
      file: 'test/activities/remove-old-files.test.ts',
      title:
        'files that are kept no more a content stays that an upload, an open run, a recent run, a set or a held request needs',
    },
  },
];
