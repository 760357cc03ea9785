import createFetchClient, { type Client } from 'openapi-fetch';

import { ApiProblem, unreachable } from './api-problem.js';
import type { paths } from './api-types.js';

/** Calls of the API by their addresses, with the types of what they take and answer. */
export type ApiClient = Client<paths, 'application/json'>;

export interface ApiClientOptions {
  /** Where the API is, without `/api/v1`; '' is where the page is from. */
  url: string;
  /** The API key or token of who asks, looked up at each call; undefined where none is asked for. */
  token?: () => string | undefined;
}

/**
 * A client whose calls throw where the API does not do what it was asked.
 *
 * @throws ApiProblem from each call, also where nobody answers (`unreachable`).
 */
export function createClient({ url, token = () => undefined }: ApiClientOptions): ApiClient {
  const client = createFetchClient<paths, 'application/json'>({ baseUrl: url });
  client.use({
    onRequest({ request }) {
      const given = token();
      if (given !== undefined) request.headers.set('Authorization', `Bearer ${given}`);
    },
    async onResponse({ response }) {
      await requireAnswer(response);
    },
    onError({ error }) {
      throw withoutAnswer(error, url);
    },
  });
  return client;
}

/** What to throw where a call was not answered at all: one that was given up stays that. */
export function withoutAnswer(error: unknown, url: string): Error {
  if (error instanceof DOMException && error.name === 'AbortError') return error;
  return unreachable(`Nobody answers at ${url === '' ? 'this address' : url}. Is the API up?`);
}

/** @throws ApiProblem where it is not the answer that was asked for. */
export async function requireAnswer(response: Response): Promise<void> {
  if (response.ok || response.status === 304) return;
  if (response.headers.get('content-type')?.startsWith('application/problem+json') === true) {
    throw new ApiProblem((await response.json()) as ConstructorParameters<typeof ApiProblem>[0]);
  }
  throw unreachable(`The answer was ${response.status} ${response.statusText}, and not from the API.`, response.status);
}

/** What a call has answered, which throws where it does not do what it was asked. */
export async function answerOf<Data>(call: Promise<{ data?: Data }>): Promise<NonNullable<Data>> {
  const { data } = await call;
  return data as NonNullable<Data>;
}
