import { Connection, isGrpcServiceError, type ConnectionOptions } from '@temporalio/client';
import proto from '@temporalio/proto';

import { SEARCH_ATTRIBUTES } from './workflows/search-attributes.js';

/**
 * Registers our search attributes with the namespace, where they are missing; without them no workflow could start.
 *
 * @throws where the namespace does not let us: then an administrator registers them (README).
 */
export async function registerSearchAttributes(temporal: {
  connectionOptions: ConnectionOptions;
  namespace: string;
}): Promise<void> {
  const { connectionOptions, namespace } = temporal;
  const connection = await Connection.connect(connectionOptions);
  try {
    await registerMissing(connection, namespace);
  } finally {
    await connection.close();
  }
}

async function registerMissing({ operatorService }: Connection, namespace: string): Promise<void> {
  const { customAttributes } = await operatorService.listSearchAttributes({ namespace });
  const missing = SEARCH_ATTRIBUTES.map(({ name }) => name).filter((name) => !(name in customAttributes));
  if (missing.length === 0) return;
  const keyword = proto.temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD;
  const searchAttributes = Object.fromEntries(missing.map((name) => [name, keyword]));
  try {
    await operatorService.addSearchAttributes({ namespace, searchAttributes });
  } catch (error) {
    // Another process that started at the same time was quicker.
    if (!isGrpcServiceError(error) || !error.details.includes('already exists')) throw error;
  }
}
