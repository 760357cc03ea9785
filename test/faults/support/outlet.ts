/** Where the records of a stream of exports arrive. */
export interface Outlet {
  /** The connection of the site, and the target of the integration. */
  connection: object;
  target: object;
  /** What has come since this was asked last, each record once for each time it was sent. @throws Error where it is not whole. */
  take: () => Promise<string[]>;
  /** What lies there and should not, when nothing is under way. */
  leftovers: () => Promise<string[]>;
}
