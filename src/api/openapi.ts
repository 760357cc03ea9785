import { z } from 'zod';

import { problem } from './problem.js';
import type { AnyRoute } from './route.js';
import { ERRORS, type ErrorCode } from '../model/errors.js';

/** Codes any route may answer with. */
const ALWAYS: readonly ErrorCode[] = ['invalid-request', 'internal'];

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document of the routes, made of the schemas they read requests by. */
export function describeApi(parts: readonly { prefix: string; routes: readonly AnyRoute[] }[]): Json {
  const paths: Record<string, Json> = {};
  for (const [prefix, route] of parts.flatMap((part) => part.routes.map((one) => [part.prefix, one] as const))) {
    const path = (paths[prefix + route.path] ??= {});
    path[route.method] = describeRoute(route);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Temporal Integrator', version: '1' },
    paths,
    components: { schemas: { Problem: jsonSchema(problem) } },
  };
}

function describeRoute(route: AnyRoute): Json {
  return {
    summary: route.summary,
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
    return { requestBody: { required: true, description: rawBody.what, content: Object.fromEntries(content) as Json } };
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
      ...(mediaType === undefined ? {} : { [mediaType]: { schema: { type: 'string' } } }),
    };
    return [status, Object.keys(content).length === 0 ? { description } : { description, content }];
  });
  return Object.fromEntries(described) as Json;
}

/** Errors by status; each names its codes. */
function describeErrors({ errors, body }: AnyRoute): Json {
  const codes = [...new Set([...ALWAYS, ...errors, ...(body === undefined ? [] : [body.code])])];
  const statuses = [...new Set(codes.map((code) => ERRORS[code].status))].sort();
  const schema = { $ref: '#/components/schemas/Problem' };
  return Object.fromEntries(
    statuses.map((status) => {
      const description = codes.filter((code) => ERRORS[code].status === status).join(', ');
      return [status, { description, content: { 'application/problem+json': { schema } } }];
    }),
  );
}

function jsonSchema(schema: z.ZodType): Json {
  const described: Json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  delete described.$schema;
  return described;
}
