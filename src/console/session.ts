/** Where the browser keeps the key of who uses the console: for this tab, and over a reload of it. */
const KEPT = 'integrator-key';

/** The API key or token that was given; undefined where none is needed, or none was given yet. */
export function givenKey(): string | undefined {
  return sessionStorage.getItem(KEPT) ?? undefined;
}

export function keepKey(key: string): void {
  sessionStorage.setItem(KEPT, key);
}

export function forgetKey(): void {
  sessionStorage.removeItem(KEPT);
}
