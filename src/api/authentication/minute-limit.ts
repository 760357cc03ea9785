import type { Request, Response } from 'express';
import { rateLimit, type RateLimitRequestHandler } from 'express-rate-limit';

import { IntegratorError } from '../../model/errors.js';

export interface MinuteLimitOptions {
  /** So many of `what` a minute. */
  most: number;
  /** In the plural, for the message: `requests`. */
  what: string;
}

/** How often somebody may do something within a minute. Each API counts for itself. */
export class MinuteLimit {
  private readonly limiter: RateLimitRequestHandler;
  private readonly keys = new WeakMap<Request, string>();
  private readonly most: number;

  constructor({ most, what }: MinuteLimitOptions) {
    this.most = most;
    this.limiter = rateLimit({
      windowMs: 60_000,
      limit: most,
      identifier: what.replaceAll(' ', '-'),
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      keyGenerator: (request) => this.keys.get(request) ?? '',
      handler: (_request, _response, next) => {
        const message = `More than ${most} ${what} within a minute. Go on after as many seconds as Retry-After says.`;
        next(new IntegratorError('too-many-requests', message));
      },
    });
  }

  /**
   * Counts one for `key`; the response's headers tell how many are left, or when to go on.
   *
   * @throws IntegratorError `too-many-requests`.
   */
  async count(key: string, request: Request, response: Response): Promise<void> {
    this.keys.set(request, key);
    await new Promise<void>((resolve, reject) => {
      void this.limiter(request, response, (error?: unknown) => {
        if (error instanceof Error) reject(error);
        else resolve();
      });
    });
  }

  /** Whether one more would be too many. */
  async isSpent(key: string): Promise<boolean> {
    return ((await this.limiter.getKey(key))?.totalHits ?? 0) >= this.most;
  }
}
