import pLimit, { type LimitFunction } from 'p-limit';

/** Lets only so many calls a site be under way at once; the others wait their turn here. */
export class SiteLimit {
  private readonly limits = new Map<string, LimitFunction>();

  constructor(private readonly atOnce: number) {}

  async run<Result>(site: string, call: () => Promise<Result>): Promise<Result> {
    const limit = this.limits.get(site) ?? pLimit(this.atOnce);
    this.limits.set(site, limit);
    return limit(call);
  }
}
