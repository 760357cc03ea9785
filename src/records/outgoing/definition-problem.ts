import { IntegratorError } from '../../model/errors.js';

/** The error for a part of an export's definition by which no file can be written; `path` is where it stands there. */
export function definitionProblem(path: string, problem: string): IntegratorError {
  return new IntegratorError('invalid-definition', `${path}: ${problem}`, { path, problem });
}
