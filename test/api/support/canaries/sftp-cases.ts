import { keyCanary } from './canary.js';
import type { CanaryCage } from './canary-cage.js';
import {
  casesOf,
  COMPLETED,
  REFUSED,
  TRIED_AGAIN,
  SCHEMA,
  INTO_TABLE,
  type CanaryCase,
  type CanaryCases,
  type CaseEnd,
} from './canary-case.js';
import type { RepeatingSsh } from './repeating-ssh.js';
import { SECRETS, type SshServer } from '../../../connections/support/ssh-server.js';

/** The servers of SFTP. */
export interface SftpServers {
  /** The folder with the file, which all of them have. */
  inbox: string;
  byPassword: SshServer;
  byKey: SshServer;
  repeating: RepeatingSsh;
  nobody: number;
}

/** Imports from SFTP servers: one that lets in by a password, one by a key, and one that repeats. */
export function sftpCases(cage: CanaryCage, { inbox, byPassword, byKey, repeating, nobody }: SftpServers): CanaryCases {
  const [right, wrong] = [cage.create('sftp password'), cage.create('wrong sftp password')];
  byPassword.options.password = right.secret;
  const wrongPassphrase = cage.create('wrong sftp passphrase');
  const passphrase = cage.keep({
    name: 'sftp passphrase',
    secret: SECRETS['env:PASSPHRASE'] ?? '',
    pieces: [SECRETS['env:PASSPHRASE'] ?? ''],
  });
  const privateKey = cage.inFile(cage.keep(keyCanary('sftp private key', SECRETS['env:KEY'] ?? '')));
  const password = cage.inEnvironment(right);
  const known = { ...byPassword.connection(inbox), password };
  const withKey: CanaryCase['connection'] = { ...byKey.connection(inbox), privateKey };
  delete withKey.password;
  const otherHost = [`SHA256:${'A'.repeat(43)}`];
  const ways: Record<string, [connection: CanaryCase['connection'], CaseEnd]> = {
    'by password': [known, COMPLETED],
    'by key': [{ ...withKey, passphrase: cage.inEnvironment(passphrase) }, COMPLETED],
    'wrong password': [{ ...known, password: cage.inEnvironment(wrong) }, REFUSED],
    'wrong passphrase': [{ ...withKey, passphrase: cage.inEnvironment(wrongPassphrase) }, REFUSED],
    'no passphrase': [withKey, REFUSED],
    'a password in the place of the key': [{ ...withKey, privateKey: password }, REFUSED],
    'wrong host key': [{ ...known, hostKeys: otherHost }, REFUSED],
    'nobody there': [{ ...known, port: nobody }, TRIED_AGAIN],
    'a repeating server': [{ ...known, port: repeating.port, hostKeys: [repeating.fingerprint] }, TRIED_AGAIN],
  };
  return casesOf('sftp', ways, ([connection, end]) => ({
    connection,
    definition: {
      source: { connection: 'it', file: 'things.csv', settleSeconds: 0 },
      schema: SCHEMA,
      target: INTO_TABLE,
    },
    ...end,
  }));
}
