import { Context } from '@temporalio/activity';

/** The id of the Temporal namespace this worker works in: no other namespace, on no other server, has it. */
export async function namespaceId(): Promise<string> {
  const { connection, options } = Context.current().client;
  const { namespaceInfo } = await connection.workflowService.describeNamespace({ namespace: options.namespace });
  return namespaceInfo?.id ?? '';
}
