import type { Canary } from './canary.js';

/** Looks for secrets in texts: as they are, for a URL, in hexadecimal, and in base64 at whatever place of it. */
export class CanarySearch {
  private readonly forms: ReadonlyMap<string, string>;

  constructor(canaries: readonly Canary[]) {
    const forms = canaries.flatMap(({ name, pieces }) => pieces.flatMap(formsOf).map((form) => [form, name] as const));
    this.forms = new Map(forms);
  }

  /** The names of those that are in the text. */
  foundIn(text: string): string[] {
    const found = [...this.forms].filter(([form]) => text.includes(form));
    return [...new Set(found.map(([, name]) => name))];
  }
}

function formsOf(piece: string): string[] {
  const inBase64 = [0, 1, 2].map((before) => base64Inside(piece, before));
  const inBase64Url = inBase64.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'));
  return [piece, encodeURIComponent(piece), Buffer.from(piece).toString('hex'), ...inBase64, ...inBase64Url];
}

/** The base64 of a text with other bytes before and behind it: the characters that do not depend on those. */
function base64Inside(text: string, before: number): string {
  const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
  return bytes.toString('base64').slice(Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6));
}
