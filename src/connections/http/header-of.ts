import type { BegunAnswer } from './http-client.js';

/** A header of an answer; the first where there are several. @param name in lower case. */
export function headerOf(headers: BegunAnswer['headers'], name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}
