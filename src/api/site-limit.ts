import pLimit, { type LimitFunction } from 'p-limit';

/** Lets only so many calls a site, and of all sites, be under way at once; the others wait their turn here. */
export class SiteLimit {
  private readonly limits = new Map<string, LimitFunction>();
  private readonly ofAll: LimitFunction;

  constructor(
    private readonly atOnce: number,
    ofAllAtOnce = Infinity,
  ) {
    this.ofAll = pLimit(ofAllAtOnce);
  }

  async run<Result>(site: string, call: () => Promise<Result>): Promise<Result> {
    const limit = this.limits.get(site) ?? pLimit(this.atOnce);
    this.limits.set(site, limit);
    return limit(() => this.ofAll(call));
  }
}
