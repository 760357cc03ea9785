import type { PartName } from './topology.js';

/** What one part asks of another: `target` and `control` are databases of the same PostgreSQL, on ways of their own. */
export type LinkName = `${PartName}>${'temporal' | 'control' | 'target'}` | 'temporal>postgres';

/** Stands between two parts and passes on what they say (see relay.ts). */
export interface Link {
  /** `host:port` to come through it. */
  readonly address: string;
  stop(): Promise<void>;
}

/** Makes a way through something of a test's, where it wants one. */
export class Links<Between extends Link> {
  readonly byName = new Map<LinkName, Between>();

  constructor(private readonly relay: ((address: string, link: LinkName) => Promise<Between>) | undefined) {}

  /** The address by which to come to `address` on that way; the same each time it is asked for. */
  async through(link: LinkName, address: string): Promise<string> {
    if (this.relay === undefined) return address;
    const between = this.byName.get(link) ?? (await this.relay(address, link));
    this.byName.set(link, between);
    return between.address;
  }

  /** The same of a connection URL. */
  async urlThrough(link: LinkName, url: string): Promise<string> {
    const through = new URL(url);
    through.host = await this.through(link, through.host);
    return through.href;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.byName.values()].map((between) => between.stop()));
  }
}
