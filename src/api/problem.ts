import { setTimeout as delay } from 'node:timers/promises';

import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import { z } from 'zod';

import { ERRORS, IntegratorError } from '../model/errors.js';
import { isUnreachable } from '../store/database.js';

/** How long a refused request may go on sending, in milliseconds. */
const READ_WITHIN = 10_000;

const line = z
  .number()
  .int()
  .meta({ description: 'The line, from 1, of what it is about, where the body was JSON or YAML.' });

/** Problem details of an error (RFC 9457). `code` and the last part of `type` are one of our error codes. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().meta({ description: 'What happened, where, what was expected, what to do.' }),
  instance: z.string().optional(),
  code: z.string(),
  errors: z
    .array(
      z.object({
        path: z.string(),
        message: z.string(),
        line: line.optional(),
        column: z.number().int().optional().meta({ description: 'Where in that line, from 1.' }),
      }),
    )
    .optional(),
});

export type Problem = z.output<typeof problem>;

/** How an error of ours reads over HTTP. */
export function problemOf(error: IntegratorError, instance: string): Problem & Record<string, unknown> {
  const { status, title } = ERRORS[error.code];
  return {
    type: `urn:temporal-integrator:problem:${error.code}`,
    title,
    status,
    detail: error.message,
    instance,
    code: error.code,
    ...error.details,
  };
}

/** The last router: what no other one knows. */
export const unknownAddress: RequestHandler = ({ method, path }) => {
  throw new IntegratorError('route-not-found', `There is no ${method} ${path}. GET /openapi.json lists what there is.`);
};

/** The one error handler. `report` is told of errors nobody foresaw; the caller is told no more than that. */
export function answerProblem(report: (error: unknown) => void): ErrorRequestHandler {
  return async (error: unknown, request, response, next) => {
    // The caller has gone in the middle of its request: nobody is left to answer.
    if (request.destroyed && !request.complete) return;
    const answer = recognise(error);
    if (answer.code === 'internal') report(error);
    if (response.headersSent) {
      next(error);
      return;
    }
    await readToEnd(request);
    const body = problemOf(answer, request.originalUrl);
    if (body.status === 503) response.setHeader('Retry-After', '5');
    if (body.status === 401) response.setHeader('WWW-Authenticate', challengeOf(request));
    response.status(body.status).type('application/problem+json').send(JSON.stringify(body));
  };
}

/** What a caller without a good token is asked for (RFC 6750). */
function challengeOf({ headers }: Request): string {
  const challenge = 'Bearer realm="temporal-integrator"';
  return headers.authorization === undefined ? challenge : `${challenge}, error="invalid_token"`;
}

/** Reads what is left of a request: a caller that is cut off while it sends would never see the answer. */
async function readToEnd(request: Request): Promise<void> {
  const deadline = Date.now() + READ_WITHIN;
  const rest = request.iterator({ destroyOnReturn: false });
  try {
    const late = delay(READ_WITHIN, { done: true }, { ref: false });
    while (Date.now() < deadline && (await Promise.race([rest.next(), late])).done !== true);
  } catch {
    // It broke off; the answer is sent all the same.
  }
}

function recognise(error: unknown): IntegratorError {
  if (error instanceof IntegratorError) return error;
  // Express itself refuses only an address it cannot decode, such as /%.
  if (error instanceof URIError) {
    return new IntegratorError('invalid-request', `The address cannot be read: ${error.message}.`);
  }
  if (isUnreachable(error)) {
    return new IntegratorError(
      'service-unavailable',
      'The control database is not reachable. Try again when it is back.',
    );
  }
  return new IntegratorError('internal', 'Something failed here that should not. The log of the API has more.');
}
