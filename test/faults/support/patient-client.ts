import { HttpAnswerError } from './http-answer-error.js';
import { patiently } from './patience.js';
import type { AnswerBody } from '../../support/http-client.js';

/** How long a request may take, in milliseconds: more than it may wait for the end of a run. */
const REQUEST_TIMEOUT = 40_000;

export interface PatientAnswer {
  status: number;
  text: string;
  body: AnswerBody;
}

/** Speaks to an API that may be away at any time: sends a request again until it is answered. */
export class PatientClient {
  /** Answers that no fault excuses: a 5xx other than 503. */
  readonly unforeseen: string[] = [];

  constructor(private readonly base: string) {}

  /** @throws HttpAnswerError where it is refused. */
  async put(path: string, body: unknown): Promise<PatientAnswer> {
    return this.send('PUT', path, body);
  }

  /** @throws HttpAnswerError where it is refused. */
  async post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<PatientAnswer> {
    return this.send('POST', path, body, headers);
  }

  /** @throws HttpAnswerError where it is refused. */
  async get(path: string): Promise<PatientAnswer> {
    return this.send('GET', path);
  }

  private async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<PatientAnswer> {
    const what = `${method} ${path}`;
    const answer = await patiently(what, async () => {
      const { status, text } = await this.ask(method, path, body, headers);
      if (status >= 500 && status !== 503) this.unforeseen.push(`${what}: ${status} ${text}`);
      if (status >= 500) throw new HttpAnswerError(what, status, text);
      return { status, text };
    });
    if (answer.status >= 400) throw new HttpAnswerError(what, answer.status, answer.text);
    return { ...answer, body: (answer.text === '' ? {} : JSON.parse(answer.text)) as AnswerBody };
  }

  private async ask(method: string, path: string, body: unknown, headers: Record<string, string>) {
    const isText = typeof body === 'string';
    const response = await fetch(this.base + path, {
      method,
      signal: AbortSignal.timeout(REQUEST_TIMEOUT),
      headers: { ...(isText ? {} : { 'Content-Type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
    });
    return { status: response.status, text: await response.text() };
  }
}
