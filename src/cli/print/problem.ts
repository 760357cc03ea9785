import type { ApiProblem } from '../../client/api-problem.js';

/** What the API refused and what to do, a line each; parts that are at fault are not said twice. */
export function formatProblem({ problem, errors }: ApiProblem): string[] {
  const parts = errors.filter(({ message }) => !problem.detail.includes(message));
  return [`${problem.title}: ${problem.detail}`, ...parts.map(({ path, message }) => `  ${path}: ${message}`)];
}
