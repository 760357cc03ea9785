import { z } from 'zod';

import { combinationIssues } from './rule-combinations.js';
import { RULE_PARTS } from './rule-parts.js';

/** A recurrence rule as RFC 5545 writes it: `FREQ=MONTHLY;BYDAY=-1FR`. What is wrong is named by its part. */
export const rule = z.string('expected a rule such as FREQ=MONTHLY;BYDAY=-1FR').superRefine((text, context) => {
  for (const message of ruleIssues(text)) context.addIssue({ code: 'custom', message });
});

/** The parts of a rule by name. */
export function readRule(text: string): ReadonlyMap<string, string> {
  return new Map(readParts(text));
}

function readParts(text: string): [name: string, value: string][] {
  return text.split(';').map((part) => {
    const [name = '', ...value] = part.split('=');
    return [name, value.join('=')];
  });
}

function ruleIssues(text: string): string[] {
  const parts = readParts(text);
  const issues = parts.flatMap(([name, value]) => partIssues(name, value));
  if (issues.length > 0) return issues;
  const twice = parts.find(([name], index) => parts.findIndex(([other]) => other === name) < index);
  return twice === undefined ? combinationIssues(new Map(parts)) : [`${twice[0]}: expected once`];
}

function partIssues(name: string, value: string): string[] {
  const part = RULE_PARTS.get(name);
  if (part === undefined) return [`expected parts of RFC 5545 such as FREQ=MONTHLY, got ${JSON.stringify(name)}`];
  return part.fits(value) ? [] : [`${name}: expected ${part.expected}, got ${JSON.stringify(value)}`];
}
