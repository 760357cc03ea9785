import { Connection, type ConnectionOptions } from '@temporalio/client';

/**
 * A connection to look at Temporal with. It does not try again what has failed, as others do: that Temporal is away is
 * the answer. Nor does it then try again after it was closed, which nobody could catch.
 */
export async function watchTemporal(connectionOptions: ConnectionOptions): Promise<Connection> {
  return Connection.connect({ ...connectionOptions, interceptors: [] });
}
