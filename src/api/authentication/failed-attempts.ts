import { createHash } from 'node:crypto';

import type { Request, Response } from 'express';

import { addressOf } from './address-of.js';
import { MinuteLimit } from './minute-limit.js';
import { IntegratorError } from '../../model/errors.js';

/** How many tokens of an address may be refused within a minute. */
const MOST = 30;
/** More tokens than that are not in use at once; then those that are prove themselves again. */
const MOST_PROVEN = 10_000;

/**
 * Tokens that are refused, by the address they come from. When there are too many, the address is refused before anybody
 * looks at what it sends; except for tokens that were good before, as many callers may share an address.
 */
export class FailedAttempts {
  private readonly failures = new MinuteLimit({ most: MOST, what: 'refused tokens' });
  private readonly proven = new Set<string>();

  /**
   * Tries a token by `attempt`, which throws `unauthenticated` when it is refused.
   *
   * @throws IntegratorError `too-many-requests`, or what `attempt` throws.
   */
  async guard<Result>(
    token: string,
    request: Request,
    response: Response,
    attempt: () => Promise<Result>,
  ): Promise<Result> {
    const address = addressOf(request);
    const fingerprint = createHash('sha256').update(token).digest('base64');
    if (!this.proven.has(fingerprint) && (await this.failures.isSpent(address))) {
      await this.failures.count(address, request, response);
    }
    try {
      const result = await attempt();
      if (this.proven.size >= MOST_PROVEN) this.proven.clear();
      this.proven.add(fingerprint);
      return result;
    } catch (error) {
      if (error instanceof IntegratorError && error.code === 'unauthenticated') {
        this.proven.delete(fingerprint);
        await this.failures.count(address, request, response);
      }
      throw error;
    }
  }
}
