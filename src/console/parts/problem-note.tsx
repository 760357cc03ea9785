import type { ApiProblem } from '../../client/api-problem.js';
import { Button } from './button.js';

/** What went wrong and what to do, in the API's own words. Nothing where nothing did. */
export function ProblemNote({ problem, onRetry }: { problem: ApiProblem | undefined; onRetry?: () => void }) {
  if (problem === undefined) return null;
  return (
    <div class="note bad stack tight" role="alert">
      <strong>{problem.problem.title}</strong>
      <p>{problem.message}</p>
      {problem.errors.length > 0 && (
        <ul>
          {problem.errors.map(({ path, message }) => (
            <li key={path + message}>
              {path !== '' && <code>{path}</code>} {message}
            </li>
          ))}
        </ul>
      )}
      {onRetry !== undefined && (
        <div>
          <Button onClick={onRetry}>Try again</Button>
        </div>
      )}
    </div>
  );
}
