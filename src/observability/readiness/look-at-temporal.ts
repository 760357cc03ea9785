import { isGrpcServiceError, type Connection } from '@temporalio/client';

import type { LookAtPart } from './readiness.js';
import { whyOf } from './why-of.js';
import { SEARCH_ATTRIBUTES } from '../../workflows/search-attributes.js';

/** How long Temporal may take to answer, in milliseconds. */
const ANSWER_WITHIN = 2000;
/** gRPC's codes for what is not there, and for a query that names what is not there. */
const [NOT_FOUND, INVALID_ARGUMENT] = [5, 3];

/** Whether Temporal answers, has our namespace, and in it our search attributes. */
export const lookAtTemporal =
  (connection: Connection, namespace: string): LookAtPart =>
  async () => {
    try {
      await connection.withDeadline(Date.now() + ANSWER_WITHIN, async () => {
        await connection.workflowService.describeNamespace({ namespace });
        await connection.workflowService.countWorkflowExecutions({ namespace, query: NAMING_ALL });
      });
    } catch (error) {
      throw new Error(explain(error, namespace), { cause: error });
    }
  };

/** Finds nothing; it is refused where one of the attributes is not there. Also Temporal Cloud answers it. */
const NAMING_ALL = SEARCH_ATTRIBUTES.map(({ name }) => `${name} = ''`).join(' and ');

function explain(error: unknown, namespace: string): string {
  const code: number | undefined = isGrpcServiceError(error) ? error.code : undefined;
  if (code === NOT_FOUND) {
    return `Temporal has no namespace ${namespace}. Create it (temporal operator namespace create), or set TEMPORAL_NAMESPACE.`;
  }
  if (code === INVALID_ARGUMENT) {
    const names = SEARCH_ATTRIBUTES.map(({ name }) => name).join(', ');
    return `The namespace ${namespace} lacks search attributes: ${names}, all of the type Keyword. A worker creates them when it starts; on Temporal Cloud, create them by hand.`;
  }
  return `Temporal does not answer (${whyOf(error)}). Look whether its server is up, and at TEMPORAL_ADDRESS and its credentials.`;
}
