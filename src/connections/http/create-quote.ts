/** Makes what an endpoint said fit to be shown: one line, of at most so many characters, without secrets. */
export type Quote = (said: string, characters: number) => string;

const HIDDEN = '***';

/** @param secrets texts that must not be shown, also where they come back escaped for a URL or in JSON. */
export function createQuote(secrets: readonly string[]): Quote {
  const forms = secrets.flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]);
  // The longest first: one that is part of another must not leave the rest of it.
  const hidden = [...new Set(forms)].filter((form) => form !== '').sort((one, other) => other.length - one.length);
  return (said, characters) => {
    const safe = hidden.reduce((text, form) => text.replaceAll(form, HIDDEN), said);
    const line = safe.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ').trim();
    return line.length > characters ? `${line.slice(0, characters - 1)}…` : line;
  };
}
