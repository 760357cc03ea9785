import { Connection, isGrpcServiceError, type ConnectionOptions } from '@temporalio/client';
import proto from '@temporalio/proto';

import { IntegratorError } from './model/errors.js';
import { SEARCH_ATTRIBUTES } from './workflows/search-attributes.js';

/** gRPC's PERMISSION_DENIED and UNIMPLEMENTED: who administers the namespace is somebody else, as with Temporal Cloud. */
const NOT_OURS = [7, 12];
/** gRPC's INVALID_ARGUMENT. */
const INVALID = [3];

/**
 * Registers our search attributes with the namespace, where they are missing; without them no workflow could start.
 *
 * @throws IntegratorError `service-unavailable` where they are missing and the namespace does not let us: then its
 * administrator makes them.
 */
export async function registerSearchAttributes(temporal: {
  connectionOptions: ConnectionOptions;
  namespace: string;
}): Promise<void> {
  const { connectionOptions, namespace } = temporal;
  const connection = await Connection.connect(connectionOptions);
  try {
    await registerMissing(connection, namespace);
  } catch (error) {
    if (!isForbidden(error)) throw error;
    await requireAttributes(connection, namespace);
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

/** Where attributes cannot even be listed, a search by each tells whether it is there. */
async function requireAttributes(connection: Connection, namespace: string): Promise<void> {
  const names = SEARCH_ATTRIBUTES.map(({ name }) => name);
  const missing: string[] = [];
  for (const name of names) if (!(await isSearchable(connection, namespace, name))) missing.push(name);
  if (missing.length === 0) return;
  const message = `The namespace ${namespace} has no search attributes ${missing.join(', ')}, and does not let this process make them. Have its administrator make ${names.join(', ')}, each of type Keyword (docs/temporal-cloud.md), then start again.`;
  throw new IntegratorError('service-unavailable', message, { missing });
}

async function isSearchable({ workflowService }: Connection, namespace: string, name: string): Promise<boolean> {
  try {
    await workflowService.countWorkflowExecutions({ namespace, query: `${name} = 'none'` });
    return true;
  } catch (error) {
    if (isGrpcServiceError(error) && INVALID.includes(error.code)) return false;
    throw error;
  }
}

function isForbidden(error: unknown): boolean {
  return isGrpcServiceError(error) && NOT_OURS.includes(error.code);
}
