import type { Said } from './what-was-said.js';
import type { HttpAnswer, HttpClient } from '../../../support/http-client.js';

/** Speaks to the API, and keeps all that it answers. */
export class SaidClient {
  readonly said: Said[] = [];

  constructor(private readonly http: HttpClient) {}

  get(path: string): Promise<HttpAnswer> {
    return this.keep(`GET ${path}`, this.http.get(path));
  }

  put(path: string, body: unknown): Promise<HttpAnswer> {
    return this.keep(`PUT ${path}`, this.http.put(path, body));
  }

  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<HttpAnswer> {
    return this.keep(`POST ${path}`, this.http.post(path, body, headers));
  }

  private async keep(where: string, asked: Promise<HttpAnswer>): Promise<HttpAnswer> {
    const answer = await asked;
    this.said.push({ where, text: answer.text }, { where, text: JSON.stringify([...answer.headers]) });
    return answer;
  }
}
