import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Connection } from '@temporalio/client';

import { temporalSettings } from '../../src/config.js';
import { registerSearchAttributes } from '../../src/register-search-attributes.js';
import { SEARCH_ATTRIBUTES } from '../../src/workflows/search-attributes.js';
import { testEnvironment } from '../support/environment.js';
import { eventually } from '../support/eventually.js';
import { HttpClient } from '../support/http-client.js';
import { startService, type TestService } from '../support/service.js';
import { peopleCsv, peopleSite, runPeople } from '../support/sites.js';
import { CERTIFICATES } from './support/certificates.js';
import { CloudFront } from './support/cloud-front.js';

const API_KEY = `key-${randomUUID()}`;

/** The settings that an environment of these variables gives, and no others of Temporal's. */
function settingsBy(variables: Record<string, string>) {
  const before = { ...process.env };
  for (const name of Object.keys(process.env))
    if (name.startsWith('TEMPORAL_')) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, variables);
  try {
    return temporalSettings();
  } finally {
    for (const name of Object.keys(variables)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, before);
  }
}

describe('Temporal Cloud, by TEMPORAL_ variables alone', function () {
  this.timeout(120_000);
  let service: TestService;
  let front: CloudFront;
  let folder: string;
  let variables: Record<string, string>;

  before(async () => {
    service = await startService({ worker: false });
    front = await CloudFront.start(testEnvironment().temporal.address, API_KEY);
    folder = await mkdtemp(join(tmpdir(), 'temporal-integrator-cloud-'));
    const { authority, client } = CERTIFICATES;
    const files = { 'ca.pem': authority, 'client.pem': client.cert, 'client.key': client.key };
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    variables = {
      TEMPORAL_ADDRESS: front.address,
      TEMPORAL_NAMESPACE: testEnvironment().namespace,
      TEMPORAL_API_KEY: API_KEY,
      TEMPORAL_TLS_SERVER_NAME: 'cloud.example.test',
      TEMPORAL_TLS_SERVER_CA_CERT_PATH: join(folder, 'ca.pem'),
      TEMPORAL_TLS_CLIENT_CERT_PATH: join(folder, 'client.pem'),
      TEMPORAL_TLS_CLIENT_KEY_PATH: join(folder, 'client.key'),
    };
  });
  after(async () => {
    await service.stop();
    await front.stop();
    await rm(folder, { recursive: true });
  });

  it('runs a site: certificate, server name and API key come with every call of worker and API', async () => {
    const { connectionOptions, namespace } = settingsBy(variables);
    await registerSearchAttributes({ connectionOptions, namespace });
    const worker = await service.startWorker({ connectionOptions, namespace });
    const api = await service.startApi({ connectionOptions, namespace });
    const cloud = { ...service, http: new HttpClient(`${api.url}/api/v1`) };
    const { body } = await runPeople(cloud, await peopleSite(cloud), peopleCsv(20));
    await api.stop();
    await worker.stop();
    assert.equal(body.status, 'Completed', body.reason);

    const called = (method: string) => front.calls.some(({ path }) => path.endsWith(`/${method}`));
    for (const method of ['PollWorkflowTaskQueue', 'PollActivityTaskQueue', 'UpdateWorkflowExecution']) {
      assert.ok(called(method), method);
    }
    const wrong = front.calls.filter(
      ({ authorization, client, serverName }) =>
        authorization !== `Bearer ${API_KEY}` || client !== 'integrator-client' || serverName !== 'cloud.example.test',
    );
    assert.deepEqual(wrong, []);
  });

  it('is reached by a profile as well', async () => {
    const file = join(folder, 'temporal.toml');
    await writeFile(
      file,
      `[profile.production]
address = "${front.address}"
namespace = "payroll.a1b2c"
api_key = "${API_KEY}"
[profile.production.tls]
server_name = "cloud.example.test"
server_ca_cert_path = "${folder}/ca.pem"
client_cert_path = "${folder}/client.pem"
client_key_path = "${folder}/client.key"
`,
    );
    const { connectionOptions, namespace } = settingsBy({
      TEMPORAL_CONFIG_FILE: file,
      TEMPORAL_PROFILE: 'production',
    });
    assert.equal(namespace, 'payroll.a1b2c');
    const connection = await Connection.connect(connectionOptions);
    await connection.close();
    assert.equal(front.calls.at(-1)?.client, 'integrator-client');
  });

  it('is spoken to over TLS as soon as there is an API key', () => {
    const { connectionOptions } = settingsBy({ TEMPORAL_ADDRESS: 'a1.example.test:7233', TEMPORAL_API_KEY: API_KEY });
    assert.deepEqual([connectionOptions.tls, connectionOptions.apiKey], [true, API_KEY]);
  });

  for (const [what, without] of [
    ['the client certificate', ['TEMPORAL_TLS_CLIENT_CERT_PATH', 'TEMPORAL_TLS_CLIENT_KEY_PATH']],
    ['the API key', ['TEMPORAL_API_KEY']],
    ['an authority that knows the server', ['TEMPORAL_TLS_SERVER_CA_CERT_PATH']],
    ['the name of the server', ['TEMPORAL_TLS_SERVER_NAME']],
  ] as const) {
    it(`is not reached without ${what}`, async () => {
      const rest = Object.entries(variables).filter(([name]) => !without.some((one) => one === name));
      const { connectionOptions } = settingsBy(Object.fromEntries(rest));
      await assert.rejects(Connection.connect({ ...connectionOptions, connectTimeout: '3s' }));
    });
  }

  it('says which search attributes its administrator is to make, and of which type', async () => {
    const namespace = `bare-${randomUUID().slice(0, 8)}`;
    const { workflowService } = service.temporal;
    await workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: { seconds: 86_400 as never },
    });
    await eventually('the namespace is there', () =>
      workflowService.countWorkflowExecutions({ namespace }).then(
        () => true,
        () => false,
      ),
    );
    const { connectionOptions } = settingsBy(variables);
    await assert.rejects(registerSearchAttributes({ connectionOptions, namespace }), (error: Error) => {
      assert.equal((error as Error & { code: string }).code, 'service-unavailable');
      for (const { name } of SEARCH_ATTRIBUTES) assert.ok(error.message.includes(name), name);
      assert.match(error.message, /each of type Keyword/);
      assert.ok(!error.message.includes(API_KEY));
      return true;
    });
  });
});
