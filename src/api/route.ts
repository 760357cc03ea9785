import express, { type Request, type Response, type Router } from 'express';
import { z } from 'zod';

import { readBody } from './read-body.js';
import { readBy } from '../model/definition-issues.js';
import type { ErrorCode } from '../model/errors.js';

/** What a route answers with. A `stream` is for those who write the response themselves. */
export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** A route, described once: Express reads requests by it and `/openapi.json` is made of it. */
export interface Route<Params extends z.ZodObject, Query extends z.ZodObject, Body extends z.ZodType> {
  method: 'get' | 'put' | 'post' | 'delete';
  /** As OpenAPI writes it: `/sites/{site}`. */
  path: string;
  summary: string;
  params: Params;
  query?: Query;
  /** What the body must be, and the code it is refused with. */
  body?: { schema: Body; code: ErrorCode; what: string; optional?: boolean };
  /** A body the route reads itself: what it is, and its schema by media type; 'binary' is any bytes. */
  rawBody?: { what: string; content: Record<string, z.ZodType | 'binary'> };
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
  request: Request;
  response: Response;
}

// eslint would have every route of one type; a list of routes is one of many.
export type AnyRoute = Route<z.ZodObject, z.ZodObject, z.ZodType>;

const NO_QUERY = z.strictObject({});

/** Keeps the types of one route's parts together while it is written. */
export function route<
  Params extends z.ZodObject,
  Query extends z.ZodObject = typeof NO_QUERY,
  Body extends z.ZodType = z.ZodUndefined,
>(described: Route<Params, Query, Body>): AnyRoute {
  return described;
}

/** An Express router that serves the routes. */
export function serve(routes: readonly AnyRoute[]): Router {
  const router = express.Router();
  for (const one of routes) {
    const path = one.path.replace(/\{(\w+)\}/g, ':$1');
    router[one.method](path, async (request, response) => {
      const answer = await one.handle({
        params: readBy(one.params, request.params, 'invalid-request', 'address'),
        query: readBy(one.query ?? NO_QUERY, request.query, 'invalid-request', 'query'),
        body: one.body === undefined ? undefined : await readBody(request, one.body),
        request,
        response,
      });
      if (answer !== undefined) send(response, answer);
    });
  }
  return router;
}

function send(response: Response, { status, body, headers = {} }: Answer): void {
  response.status(status).set(headers);
  if (body === undefined) response.end();
  // The line end is for those who read it in a terminal.
  else response.type('json').send(`${JSON.stringify(body)}\n`);
}
