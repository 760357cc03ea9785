import { isGrpcServiceError } from '@temporalio/client';

/** The names of gRPC's codes that tell an operator something. */
const GRPC: Record<number, string> = {
  4: 'it does not answer in time',
  7: 'it does not permit it',
  14: 'it cannot be reached',
  16: 'it does not know us',
};

/**
 * Why something failed, in the few words that are told to whoever looks: a code, never a text that another system wrote,
 * which may have addresses and names in it.
 */
export function whyOf(error: unknown): string {
  if (isGrpcServiceError(error)) return GRPC[error.code] ?? `gRPC status ${error.code}`;
  const code: unknown = (error as { code?: unknown } | undefined)?.code;
  if (typeof code === 'string') return code;
  const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : [];
  return first === undefined ? 'no answer' : whyOf(first);
}
