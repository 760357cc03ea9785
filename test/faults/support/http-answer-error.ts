/** An answer that is a refusal. */
export class HttpAnswerError extends Error {
  constructor(what: string, status: number, text: string) {
    super(`${what} was answered with ${status}: ${text}`);
  }
}
