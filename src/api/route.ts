import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import { z } from 'zod';

import { placeErrors } from './place-errors.js';
import { readBody } from './read-body.js';
import { writeYaml } from './write-yaml.js';
import { readBy } from '../model/definition-issues.js';
import type { Caller, Role } from '../model/caller.js';
import { IntegratorError, type ErrorCode } from '../model/errors.js';

/** What a route answers with. A `stream` is for those who write the response themselves. */
export interface Answer {
  status: number;
  body?: unknown;
  /** A body that is sent as YAML. */
  yaml?: unknown;
  headers?: Record<string, string>;
}

/** A route, described once: Express reads requests by it and `/openapi.json` is made of it. */
export interface Route<Params extends z.ZodObject, Query extends z.ZodObject, Body extends z.ZodType> {
  method: 'get' | 'put' | 'post' | 'delete';
  /** As OpenAPI writes it: `/sites/{site}`. */
  path: string;
  summary: string;
  /** Who may: callers of this role who reach the site of the address, or anyone at all. */
  needs: Role | 'nothing';
  /** It is about every site: only callers who reach them all may. */
  ofAllSites?: true;
  params: Params;
  query?: Query;
  /** What the body must be, and the code it is refused with. */
  body?: { schema: Body; code: ErrorCode; what: string; optional?: boolean };
  /** A body the route reads itself: what it is, and its schema by media type; 'binary' is any bytes. */
  rawBody?: { what: string; content: Record<string, z.ZodType | 'binary'>; optional?: boolean };
  headers?: Record<string, string>;
  /** `schema` is of JSON, `mediaType` of an answer that is none; with both, the caller chooses. */
  answers: Record<number, { description: string; schema?: z.ZodType; mediaType?: string }>;
  /** Codes it may answer with beside those that any route may. */
  errors: readonly ErrorCode[];
  handle(input: Input<Params, Query, Body>): Promise<Answer | undefined>;
}

export interface Input<Params extends z.ZodObject, Query extends z.ZodObject, Body extends z.ZodType> {
  params: z.output<Params>;
  query: z.output<Query>;
  body: z.output<Body>;
  /** Who asks; he may. */
  caller: Caller;
  request: Request;
  response: Response;
}

// eslint would have every route of one type; a list of routes is one of many.
export type AnyRoute = Route<z.ZodObject, z.ZodObject, z.ZodType>;
type AnyInput = Input<z.ZodObject, z.ZodObject, z.ZodType>;

const NO_QUERY = z.strictObject({});

/** Keeps the types of one route's parts together while it is written. */
export function route<
  Params extends z.ZodObject,
  Query extends z.ZodObject = typeof NO_QUERY,
  Body extends z.ZodType = z.ZodUndefined,
>(described: Route<Params, Query, Body>): AnyRoute {
  return described;
}

/**
 * Lets a request through to a route.
 *
 * @returns who asks.
 * @throws IntegratorError `unauthenticated`, `forbidden`, `too-many-requests`; or as if there were no such thing.
 */
export type Admit = (
  request: Request,
  response: Response,
  route: Pick<AnyRoute, 'needs' | 'ofAllSites'>,
) => Promise<Caller>;

/** An Express router that serves the routes. Nothing of a request is read before it is let through. */
export function serve(routes: readonly AnyRoute[], admit: Admit): Router {
  const router = express.Router();
  for (const [path, ofPath] of byPath(routes)) {
    const address = router.route(path.replace(/\{(\w+)\}/g, ':$1'));
    for (const one of ofPath) address[one.method](handlerOf(one, admit));
    address.all(refuseMethods(ofPath.map(({ method }) => method.toUpperCase())));
  }
  return router;
}

/** The routes of each path; a path as it stands comes before one with a parameter in its place, as in OpenAPI. */
function byPath(routes: readonly AnyRoute[]): [string, AnyRoute[]][] {
  const paths = new Map<string, AnyRoute[]>();
  for (const one of routes) paths.set(one.path, [...(paths.get(one.path) ?? []), one]);
  const parameters = ([path]: [string, unknown]): number => path.split('{').length;
  return [...paths].sort((one, other) => parameters(one) - parameters(other));
}

function handlerOf(one: AnyRoute, admit: Admit): RequestHandler {
  return async (request, response) => {
    const caller = await admit(request, response, one);
    const answer = await handleBody(one, {
      params: readBy(one.params, request.params, 'invalid-request', 'address'),
      query: readBy(one.query ?? NO_QUERY, request.query, 'invalid-request', 'query'),
      caller,
      request,
      response,
    });
    if (answer !== undefined) send(response, answer);
  };
}

/** Has the route handle the request with its body; what is wrong in the body is told with its line there. */
async function handleBody(one: AnyRoute, input: Omit<AnyInput, 'body'>): Promise<Answer | undefined> {
  if (one.body === undefined) return one.handle({ ...input, body: undefined });
  const { schema, code, what } = one.body;
  const { value, places } = await readBody(input.request, one.body);
  try {
    return await one.handle({ ...input, body: readBy(schema, value, code, what) });
  } catch (error) {
    throw placeErrors(error, places);
  }
}

/** Tells which methods an address has: to whoever asks, and to whoever comes with another one (RFC 9110, 15.5.6). */
function refuseMethods(methods: readonly string[]): RequestHandler {
  const allowed = (methods.includes('GET') ? [...methods, 'HEAD', 'OPTIONS'] : [...methods, 'OPTIONS']).join(', ');
  return ({ method, baseUrl, path }, response) => {
    response.set('Allow', allowed);
    if (method !== 'OPTIONS') {
      const message = `${baseUrl}${path} has no ${method}; it has: ${allowed}. GET /openapi.json lists what there is.`;
      throw new IntegratorError('method-not-allowed', message);
    }
    response.status(204).end();
  };
}

function send(response: Response, { status, body, yaml, headers = {} }: Answer): void {
  response.status(status).set(headers);
  if (yaml !== undefined) response.type('application/yaml').send(writeYaml(yaml));
  else if (body === undefined) response.end();
  // The line end is for those who read it in a terminal.
  else response.type('json').send(`${JSON.stringify(body)}\n`);
}
