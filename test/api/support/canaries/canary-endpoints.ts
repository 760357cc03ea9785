import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';

import { createCanary } from './canary.js';
import type { CanaryCage } from './canary-cage.js';
import type { CanaryCases } from './canary-case.js';
import { httpCases } from './http-cases.js';
import { pgpCases } from './pgp-cases.js';
import { postgresCases } from './postgres-cases.js';
import { sftpCases } from './sftp-cases.js';
import { startRepeatingHttp } from './repeating-http.js';
import { startRepeatingPostgres } from './repeating-postgres.js';
import { startRepeatingSsh } from './repeating-ssh.js';
import { SshServer } from '../../../connections/support/ssh-server.js';
import { makeKey } from '../../../records/pgp/support/keys.js';
import { seal } from '../../../records/pgp/support/seal.js';
import type { TestService } from '../../../support/service.js';

/** Endpoints that let in who has the right secrets, and some that repeat what they are given; and the uses of them. */
export interface CanaryEndpoints {
  cases: CanaryCases;
  /** Connections that every site has. */
  connections: Record<string, unknown>;
  stop: () => Promise<unknown>;
}

/** @param marker stands in every record, and wherever an endpoint repeats a secret. */
export async function startCanaryEndpoints(
  { target, targetUrl, folder }: TestService,
  cage: CanaryCage,
  marker: string,
): Promise<CanaryEndpoints> {
  const repeat = (...secrets: string[]) => [marker, ...secrets.flatMap(inManyForms)].join(' ');
  const [postgres, ssh, http, byPassword, byKey, nobody] = await Promise.all([
    startRepeatingPostgres(repeat),
    startRepeatingSsh(repeat),
    startRepeatingHttp(repeat),
    SshServer.start(),
    SshServer.start(),
    portOfNobody(),
  ]);
  byKey.options.lets = 'key';

  const password = cage.create('password of the target');
  const url = new URL(targetUrl);
  [url.username, url.password] = ['ann', encodeURIComponent(password.secret)];
  await target.query(`create role ann login password '${password.secret}'`);
  await target.query(`grant create on database ${url.pathname.slice(1)} to ann`);
  for (const table of ['canary_things', 'canary_source']) {
    await target.query(`create table ${table} (id text primary key, name text)`);
    await target.query(`alter table ${table} owner to ann`);
  }
  await target.query(`insert into canary_source values ('1', $1)`, [marker]);

  const csv = `id,name\n1,${marker}\n`;
  const [inbox, outbox] = [join(folder, 'inbox'), join(folder, 'outbox')];
  await Promise.all([inbox, outbox].map((path) => mkdir(path)));
  await writeFile(join(inbox, 'things.csv'), csv);

  const { secret: passphrase } = createCanary('');
  const key = await makeKey('canary', { passphrase });
  return {
    cases: {
      ...postgresCases(cage, { target: url, repeating: postgres.port, nobody, csv }),
      ...sftpCases(cage, { inbox, byPassword, byKey, repeating: ssh, nobody }),
      ...httpCases(cage, http.url, nobody),
      ...pgpCases(cage, { ...key, passphrase }, await seal(csv, { for: [key] })),
    },
    connections: {
      target: { kind: 'postgres', url: cage.inEnvironment(password, url.href) },
      outbox: { kind: 'folder', path: outbox },
    },
    stop: () => Promise.all([postgres, ssh, http].map(closed).concat([byPassword.stop(), byKey.stop()])),
  };
}

/** As a server may repeat it; how it is said in HTML is what a page of an error has. */
function inManyForms(secret: string): string[] {
  const inHtml = secret.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64'), inHtml];
}

/** A port at which nobody listens. */
async function portOfNobody(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await closed(server);
  return port;
}

async function closed(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}
