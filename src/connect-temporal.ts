import { setTimeout as delay } from 'node:timers/promises';

import {
  Connection,
  defaultGrpcRetryOptions,
  makeGrpcRetryInterceptor,
  type ConnectionOptions,
} from '@temporalio/client';

/** A connection to Temporal, and how to let go of it. */
export interface OpenConnection {
  connection: Connection;
  /** Tries nothing again that fails from now on, waits for what is about to be tried again (up to 6 s), and closes it. */
  close(): Promise<void>;
}

/**
 * A connection to Temporal that tries calls again as the SDK's own does. The SDK tries again by a timer, which throws
 * where the connection was closed meanwhile and nobody can catch it: whoever closes has to wait for these timers.
 */
export async function connectTemporal(options: ConnectionOptions): Promise<OpenConnection> {
  const { retryableDecider, delayFunction } = defaultGrpcRetryOptions();
  let closing = false;
  let lastRetryAt = 0;
  const retry = makeGrpcRetryInterceptor({
    retryableDecider: (attempt, status) => !closing && retryableDecider(attempt, status),
    delayFunction: (attempt, status) => {
      const milliseconds = delayFunction(attempt, status);
      lastRetryAt = Math.max(lastRetryAt, performance.now() + milliseconds);
      return milliseconds;
    },
  });
  const connection = await Connection.connect({ ...options, interceptors: [retry] });
  return {
    connection,
    close: async () => {
      closing = true;
      // Timers are only as exact as a busy process lets them be: those of then come before one of now.
      while (performance.now() < lastRetryAt) await delay(lastRetryAt - performance.now() + 1);
      await connection.close();
    },
  };
}
