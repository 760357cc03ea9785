import type { DefinitionIssue } from './definition-issues.js';
import { IntegratorError, type ErrorCode } from './errors.js';

/** How many are named. */
const NAMED = 20;

/** What is wrong with corrections, gathered so that all of it can be told at once. */
export class CorrectionIssues {
  private readonly named: DefinitionIssue[] = [];
  private count = 0;

  constructor(
    private readonly code: ErrorCode,
    /** What to do about it. */
    private readonly advice: string,
  ) {}

  /** @param path where it was given: `line 5`, `records[3].values.rate`. */
  add(path: string, message: string): void {
    this.count += 1;
    if (this.named.length < NAMED) this.named.push({ path, message });
  }

  /** @throws IntegratorError of the code, naming the first 20, where there are any. */
  refuse(): void {
    if (this.count === 0) return;
    const more = this.count > NAMED ? `; and ${this.count - NAMED} more` : '';
    const named = this.named.map(({ path, message }) => `${path}: ${message}`).join('; ');
    const message = `Nothing was sent. ${named}${more}. ${this.advice}`;
    throw new IntegratorError(this.code, message, { errors: this.named, count: this.count });
  }
}
