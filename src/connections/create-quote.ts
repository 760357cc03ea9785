import { hideSecrets } from './hide-secrets.js';

/** Makes what an endpoint said fit to be shown: one line, of at most so many characters, without secrets. */
export type Quote = (said: string, characters: number) => string;

/** @param secrets texts that must not be shown, in whatever form they come back. */
export function createQuote(secrets: readonly string[]): Quote {
  return (said, characters) => {
    const line = hideSecrets(said, secrets)
      .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ')
      .trim();
    return line.length > characters ? `${line.slice(0, characters - 1)}…` : line;
  };
}
