import assert from 'node:assert/strict';

import { ERRORS } from '../../src/model/errors.js';
import { HttpClient } from '../support/http-client.js';
import { startService, type TestService } from '../support/service.js';
import { assertProblem } from './support/problem.js';

interface Operation {
  summary: string;
  parameters: { name: string; in: string; required: boolean; schema: object }[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>;
}

interface Description {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
}

/** Every route of the API (DESIGN §8, issue 3), and those without the prefix. */
const ROUTES = [
  'get /api/v1/caller',
  'get /api/v1/runs/{run}',
  'get /api/v1/runs/{run}/details',
  'get /api/v1/runs/{run}/differences',
  'get /api/v1/runs/{run}/rejects',
  'get /api/v1/runs/{run}/rejects/summary',
  'get /api/v1/runs/{run}/source-file',
  'get /api/v1/sites',
  'delete /api/v1/sites/{site}',
  'delete /api/v1/sites/{site}/start',
  'get /api/v1/sites/{site}',
  'put /api/v1/sites/{site}',
  'get /api/v1/sites/{site}/files',
  'put /api/v1/sites/{site}/files/{filename}',
  'get /api/v1/sites/{site}/audit',
  'get /api/v1/sites/{site}/events',
  'get /api/v1/sites/{site}/definition',
  'get /api/v1/sites/{site}/held',
  'get /api/v1/sites/{site}/integrations',
  'delete /api/v1/sites/{site}/integrations/{integration}',
  'get /api/v1/sites/{site}/integrations/{integration}',
  'put /api/v1/sites/{site}/integrations/{integration}',
  'get /api/v1/sites/{site}/integrations/{integration}/versions',
  'get /api/v1/sites/{site}/integrations/{integration}/versions/{version}',
  'get /api/v1/sites/{site}/log',
  'get /api/v1/sites/{site}/runs',
  'post /api/v1/runs/{run}/rejects/check',
  'post /api/v1/runs/{run}/rejects/resubmit',
  'post /api/v1/runs/{run}/rerun',
  'post /api/v1/sites/{site}/runs',
  'post /api/v1/sites/{site}/start',
  'post /api/v1/sites/{site}/stop',
];

describe('/openapi.json', () => {
  let service: TestService;
  let http: HttpClient;
  let description: Description;
  let operations: [string, Operation][];
  before(async () => {
    service = await startService({ worker: false });
    http = new HttpClient(service.api.url);
    description = (await http.get('/openapi.json')).body as unknown as Description;
    operations = Object.entries(description.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]): [string, Operation] => [`${method} ${path}`, operation]),
    );
  });
  after(() => service.stop());

  it('is an OpenAPI 3.1 document', () => {
    assert.match(description.openapi, /^3\.1\.\d$/);
    assert.ok(description.info.title);
    assert.ok(description.info.version);
  });

  it('has every route of the API, and those for operations', () => {
    const described = operations.map(([route]) => route);
    assert.deepEqual(
      ROUTES.filter((route) => !described.includes(route)),
      [],
    );
    for (const path of ['/livez', '/readyz']) assert.ok(described.includes(`get ${path}`), `${path} is missing`);
  });

  it('describes each answer, each that has a body with its schema', () => {
    for (const [route, { responses, summary }] of operations) {
      assert.ok(summary, route);
      assert.ok(
        Object.keys(responses).some((status) => status.startsWith('2')),
        route,
      );
      for (const [status, { description: words, content }] of Object.entries(responses)) {
        assert.match(status, /^[2-5]\d\d$/);
        assert.ok(words, `${route} ${status}`);
        if (status === '204') assert.equal(content, undefined);
        else
          assert.ok(
            content && Object.values(content).every(({ schema }) => typeof schema === 'object'),
            `${route} ${status}`,
          );
        // Those who watch the service read the parts of a 503, no problem.
        if (Number(status) >= 400 && !route.includes('/readyz'))
          assert.deepEqual(Object.keys(content ?? {}), ['application/problem+json']);
      }
    }
  });

  it('declares each parameter of a path, once, as required', () => {
    for (const [route, { parameters }] of operations) {
      const inPath = [...route.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = parameters.filter((one) => one.in === 'path');
      assert.deepEqual(
        declared.map(({ name }) => name),
        inPath,
        route,
      );
      for (const { required, schema } of declared) assert.ok(required && typeof schema === 'object', route);
      const names = parameters.map((one) => `${one.in} ${one.name}`);
      assert.equal(new Set(names).size, names.length, route);
    }
  });

  it('refers only to what it has', () => {
    const references = [...JSON.stringify(description).matchAll(/"\$ref":"([^"]+)"/g)].map(([, to = '']) => to);
    assert.ok(references.length > 0);
    for (const reference of new Set(references)) {
      assert.ok(reference.startsWith('#/'), reference);
      const found = reference
        .slice(2)
        .split('/')
        .reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], description);
      assert.equal(typeof found, 'object', reference);
    }
  });

  it('tells each form a body or an answer may have', () => {
    const operation = (route: string) => operations.find(([one]) => one === route)![1];
    const forms = (content: object | undefined) => Object.keys(content ?? {});
    const resubmit = operation('post /api/v1/runs/{run}/rejects/resubmit');
    assert.deepEqual(forms(resubmit.requestBody?.content), ['application/json', 'text/csv']);
    const rejects = operation('get /api/v1/runs/{run}/rejects');
    assert.deepEqual(forms(rejects.responses['200']?.content), ['application/json', 'text/csv']);
    const upload = operation('put /api/v1/sites/{site}/files/{filename}');
    assert.deepEqual(forms(upload.requestBody?.content), ['application/octet-stream']);
    const source = operation('get /api/v1/runs/{run}/source-file');
    assert.deepEqual(forms(source.responses['200']?.content), ['application/octet-stream']);
  });

  it('names only codes of errors there are', () => {
    for (const [route, { responses }] of operations) {
      for (const [status, { description: words }] of Object.entries(responses)) {
        if (Number(status) < 400 || route.includes('/readyz')) continue;
        for (const code of words.split(', '))
          assert.equal(ERRORS[code as keyof typeof ERRORS].status, Number(status), route);
      }
    }
  });

  it('is no promise of what is not there: any other address is refused, pointing to it', async () => {
    for (const answer of [
      await http.get('/nothing'),
      await http.get('/api/v1/nothing'),
      await http.get('/api/v2/sites'),
    ]) {
      assertProblem(answer, 'route-not-found', /There is no \w+ \//, /openapi\.json/);
    }
    for (const answer of [
      await http.post('/api/v1/sites'),
      await http.delete('/api/v1/sites/DEV/runs'),
      await http.put(`/api/v1/runs/${crypto.randomUUID()}`, {}),
    ]) {
      assertProblem(answer, 'method-not-allowed', /it has: .*GET/, /openapi\.json/);
    }
  });

  it('does not help an address that cannot be decoded', async () => {
    assertProblem(await http.get('/api/v1/sites/%'), 'invalid-request', /address/);
    assertProblem(await http.get('/api/v1/sites/%ff'), 'invalid-request', /address/);
  });

  it('describes ids: one that is none is refused', async () => {
    for (const address of ['', '/details', '/differences', '/rejects', '/rejects/summary', '/source-file']) {
      assertProblem(await http.get(`/api/v1/runs/latest${address}`), 'invalid-request', /run/);
      assertProblem(await http.get(`/api/v1/runs/${crypto.randomUUID()}${address}`), 'run-not-found');
    }
  });
});
