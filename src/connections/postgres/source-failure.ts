import { describePostgresFailure } from './postgres-failure.js';
import { IntegratorError } from '../../model/errors.js';

/** What a failure of the source of an export means for its run. @param where what may be shown of the connection. */
export function describeSourceFailure(error: unknown, where: string): unknown {
  const described = describePostgresFailure(error, { where });
  if (!(described instanceof IntegratorError) || !/^target-(invalid|refused)$/.test(described.code)) return described;
  const said = error instanceof Error ? error.message : String(error);
  const message = `${where} cannot give the records: ${said}. Correct source of the integration, or what it reads.`;
  return new IntegratorError('source-invalid', message, described.details);
}
