import { z } from 'zod';

import { nameSchemas } from './named-schemas.js';
import { problem } from './problem.js';
import type { AnyRoute } from './route.js';
import { ERRORS, type ErrorCode } from '../model/errors.js';

/** Codes any route may answer with, and any that not everybody may use. */
const ALWAYS: readonly ErrorCode[] = ['invalid-request', 'internal', 'forbidden', 'too-many-requests'];
const OF_CALLERS: readonly ErrorCode[] = ['unauthenticated', 'service-unavailable'];

const BEARER = {
  type: 'http',
  scheme: 'bearer',
  description: 'An API key, or a token of the identity provider. An API that asks for no authentication takes none.',
};

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document of the routes, made of the schemas they read requests by. */
export function describeApi(parts: readonly { prefix: string; routes: readonly AnyRoute[] }[]): Json {
  nameSchemas();
  const paths: Record<string, Json> = {};
  for (const [prefix, route] of parts.flatMap((part) => part.routes.map((one) => [part.prefix, one] as const))) {
    const path = (paths[prefix + route.path] ??= {});
    path[route.method] = describeRoute(route);
  }
  const schemas: Json = {};
  const described = gatherSchemas(paths, schemas);
  return {
    openapi: '3.1.0',
    info: { title: 'Temporal Integrator', version: '1' },
    paths: described,
    components: { schemas, securitySchemes: { bearer: BEARER } },
  };
}

/** Moves schemas that have a name, wherever they are, to where every part of the document finds them. */
function gatherSchemas(part: unknown, schemas: Json): unknown {
  if (Array.isArray(part)) return part.map((one) => gatherSchemas(one, schemas));
  if (typeof part !== 'object' || part === null) return part;
  const { $defs = {}, ...rest } = part as Json & { $defs?: Json };
  for (const [name, schema] of Object.entries($defs)) schemas[name] ??= gatherSchemas(schema, schemas);
  return Object.fromEntries(
    Object.entries(rest).map(([name, value]) =>
      name === '$ref' && typeof value === 'string'
        ? [name, value.replace('#/$defs/', '#/components/schemas/')]
        : [name, gatherSchemas(value, schemas)],
    ),
  );
}

function describeRoute(route: AnyRoute): Json {
  return {
    summary: route.summary,
    ...describeNeeds(route),
    parameters: [
      ...parametersOf(route.params, 'path'),
      ...(route.query === undefined ? [] : parametersOf(route.query, 'query')),
      ...Object.entries(route.headers ?? {}).map(([name, description]) => ({
        name,
        in: 'header',
        description,
        schema: { type: 'string' },
      })),
    ],
    ...describeBody(route),
    responses: { ...describeAnswers(route), ...describeErrors(route) },
  };
}

function describeNeeds({ needs, ofAllSites }: AnyRoute): Json {
  if (needs === 'nothing') return { description: 'Anybody may.', security: [] };
  const description = `Needs the role ${needs}${ofAllSites === true ? ' for all sites' : ''}.`;
  return { description, security: [{ bearer: [] }] };
}

function parametersOf(schema: z.ZodObject, place: 'path' | 'query'): Json[] {
  return Object.entries(schema.shape).map(([name, one]) => {
    const { description, ...rest } = jsonSchema(one as z.ZodType);
    const required = place === 'path' || !(one as z.ZodType).safeParse(undefined).success;
    return { name, in: place, required, ...(description === undefined ? {} : { description }), schema: rest };
  });
}

function describeBody({ body, rawBody }: AnyRoute): Json {
  if (rawBody !== undefined) {
    const content = Object.entries(rawBody.content).map(([mediaType, schema]) => [
      mediaType,
      { schema: schema === 'binary' ? { type: 'string', format: 'binary' } : jsonSchema(schema) },
    ]);
    const required = rawBody.optional !== true;
    return { requestBody: { required, description: rawBody.what, content: Object.fromEntries(content) as Json } };
  }
  if (body === undefined) return {};
  const schema = jsonSchema(body.schema);
  const content = { 'application/json': { schema }, 'application/yaml': { schema } };
  return { requestBody: { required: body.optional !== true, content } };
}

function describeAnswers({ answers }: AnyRoute): Json {
  const described = Object.entries(answers).map(([status, { description, schema, mediaType }]) => {
    const content = {
      ...(schema === undefined ? {} : { 'application/json': { schema: jsonSchema(schema) } }),
      ...(mediaType === undefined
        ? {}
        : { [mediaType]: { schema: mediaType.endsWith('yaml') ? {} : { type: 'string' } } }),
    };
    return [status, Object.keys(content).length === 0 ? { description } : { description, content }];
  });
  return Object.fromEntries(described) as Json;
}

/** Errors by status; each names its codes. */
function describeErrors({ needs, errors, body }: AnyRoute): Json {
  const always = needs === 'nothing' ? ALWAYS : [...ALWAYS, ...OF_CALLERS];
  const codes = [...new Set([...always, ...errors, ...(body === undefined ? [] : [body.code])])];
  const statuses = [...new Set(codes.map((code) => ERRORS[code].status))].sort();
  const schema = jsonSchema(problem);
  return Object.fromEntries(
    statuses.map((status) => {
      const description = codes.filter((code) => ERRORS[code].status === status).join(', ');
      return [status, { description, content: { 'application/problem+json': { schema } } }];
    }),
  );
}

function jsonSchema(schema: z.ZodType): Json {
  const described: Json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', override: spellOut });
  delete described.$schema;
  return described;
}

/** Control characters, to readers whose regular expressions have no classes of Unicode. */
function spellOut({ jsonSchema }: { jsonSchema: { pattern?: string } }): void {
  if (jsonSchema.pattern === undefined) return;
  jsonSchema.pattern = jsonSchema.pattern.replaceAll('\\p{Cc}', '\\u0000-\\u001f\\u007f-\\u009f');
}
