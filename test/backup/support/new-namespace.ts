import { randomUUID } from 'node:crypto';

import { Connection } from '@temporalio/client';

import { registerSearchAttributes } from '../../../src/register-search-attributes.js';
import { eventually } from '../../support/eventually.js';

const DAY = 24 * 3600;

/** A Temporal namespace that knows nothing, as on a new server. Answers its name. */
export async function createNamespace(connectionOptions: { address: string }): Promise<string> {
  const namespace = `restored-${randomUUID().slice(0, 8)}`;
  const connection = await Connection.connect(connectionOptions);
  try {
    const { workflowService, operatorService } = connection;
    const workflowExecutionRetentionPeriod = { seconds: DAY as never, nanos: 0 };
    await workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod });
    await eventually('the namespace is there', () =>
      operatorService.listSearchAttributes({ namespace }).catch(() => undefined),
    );
    await eventually('its search attributes are there', () =>
      registerSearchAttributes({ connectionOptions, namespace }).then(
        () => true,
        () => undefined,
      ),
    );
  } finally {
    await connection.close();
  }
  return namespace;
}
