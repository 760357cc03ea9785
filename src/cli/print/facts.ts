import { colors } from './colors.js';

/** Names and what they stand for, a line each; those that stand for nothing are left out. */
export function formatFacts(facts: readonly (readonly [name: string, value: string | undefined])[]): string[] {
  const known = facts.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value] as const]));
  const width = Math.max(...known.map(([name]) => name.length));
  return known.map(([name, value]) => `${colors.dim(name.padEnd(width))}  ${value}`);
}
