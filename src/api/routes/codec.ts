import type { Payload, PayloadCodec } from '@temporalio/common';
import type { Request } from 'express';
import { z } from 'zod';

import type { ApiDependencies } from '../dependencies.js';
import { textOf } from '../read-body.js';
import { route, type AnyRoute } from '../route.js';
import { readBy } from '../../model/definition-issues.js';
import { IntegratorError } from '../../model/errors.js';

/** What the Web UI asks at once of an execution, in bytes: a payload has 2 MiB at most, and grows by a third in JSON. */
const MAX_BODY = 16 * 1024 * 1024;

const bytes = z.base64().meta({ description: 'Bytes in base64' });

/** Payloads as the JSON form of Temporal's messages has them, whatever else it has. */
const payloads = z.object({
  payloads: z.array(z.object({ metadata: z.record(z.string(), bytes).default({}), data: bytes.default('') })),
});

/**
 * Temporal's remote codec: with its address, `/api/v1/codec`, the Web UI and the `temporal` command line show what the
 * histories hold. There only where something is encrypted.
 */
export function codecRoutes({ codec }: ApiDependencies): AnyRoute[] {
  if (codec === undefined) return [];
  return [
    codecRoute('decode', 'Decrypts payloads of Temporal', (given) => codec.decode(given)),
    codecRoute('encode', 'Encrypts payloads for Temporal', (given) => codec.encode(given)),
  ];
}

function codecRoute(name: 'decode' | 'encode', summary: string, convert: PayloadCodec[typeof name]): AnyRoute {
  return route({
    method: 'post',
    path: `/codec/${name}`,
    summary,
    // An execution may be of any site.
    needs: 'operator',
    ofAllSites: true,
    params: z.object({}),
    rawBody: { what: 'payloads', content: { 'application/json': payloads } },
    answers: { 200: { description: 'The payloads, in their order', schema: payloads } },
    errors: ['body-too-large', 'decryption-failed', 'secret-not-found'],
    handle: async ({ request }) => {
      const converted = await convert(await readPayloads(request));
      return { status: 200, body: { payloads: converted.map(toJson) } };
    },
  });
}

async function readPayloads(request: Request): Promise<Payload[]> {
  const text = await textOf(request, MAX_BODY, 'Send fewer payloads at once.');
  const read = readBy(payloads, parseJson(text), 'invalid-request', 'body');
  return read.payloads.map(({ metadata, data }) => ({
    metadata: mapValues(metadata, (value) => Buffer.from(value, 'base64')),
    data: Buffer.from(data, 'base64'),
  }));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new IntegratorError('invalid-request', 'The body is no JSON. Expected {"payloads": [{"metadata", "data"}]}.');
  }
}

function toJson({ metadata, data }: Payload): z.output<typeof payloads>['payloads'][number] {
  const base64 = (value: Uint8Array) => Buffer.from(value).toString('base64');
  return { metadata: mapValues(metadata ?? {}, base64), data: base64(data ?? new Uint8Array()) };
}

function mapValues<From, To>(entries: Record<string, From>, convert: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(entries).map(([name, value]) => [name, convert(value)]));
}
