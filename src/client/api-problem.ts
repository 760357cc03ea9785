import type { components } from './api-types.js';

type Problem = components['schemas']['Problem'];

/** What the API answers where it does not do what it was asked (RFC 9457); `message` is its detail. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(readonly problem: Problem) {
    super(problem.detail);
  }

  /** One of the codes of `model/errors.ts`, or `unreachable` where nobody answers as the API does. */
  get code(): string {
    return this.problem.code;
  }

  get status(): number {
    return this.problem.status;
  }

  /** What of the request is wrong, part by part. */
  get errors(): NonNullable<Problem['errors']> {
    return this.problem.errors ?? [];
  }
}

/** A problem for an answer that is none of the API's: a proxy's, or none at all. */
export function unreachable(detail: string, status = 0): ApiProblem {
  return new ApiProblem({
    type: 'about:blank',
    title: 'The API is not reachable',
    status,
    detail,
    code: 'unreachable',
  });
}
