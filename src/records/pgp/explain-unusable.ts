/** What the library says of a key that it does not use, and what that means, after the name of the key. */
const MEANINGS: readonly [said: RegExp, problem: string][] = [
  [/is revoked/, 'is revoked'],
  [/is expired/, 'has expired'],
  [/in the future|newer than/, 'is dated in the future'],
  [/Insecure|too weak|considered too weak|is disabled|shorter than/, 'is too weak to be trusted'],
];

/** Why a key cannot be used now, after its name; undefined when it just is not for that use. */
export function explainUnusable(error: unknown): string | undefined {
  const said = error instanceof Error ? error.message : String(error);
  return MEANINGS.find(([pattern]) => pattern.test(said))?.[1];
}
