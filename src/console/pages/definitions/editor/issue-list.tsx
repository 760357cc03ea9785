import type { TextIssue } from './diagnostics.js';

interface IssueListProps {
  issues: readonly TextIssue[];
  onChoose: (issue: TextIssue) => void;
}

/** What is wrong in a text, line by line: each leads to its place. Read out as it changes. */
export function IssueList({ issues, onChoose }: IssueListProps) {
  return (
    <ul class="issues" aria-label="What is wrong" aria-live="polite">
      {issues.map((issue) => (
        <li key={`${issue.path} ${issue.message}`}>
          <button type="button" onClick={() => onChoose(issue)}>
            <span class="line">{issue.line === undefined ? 'All' : `Line ${issue.line}`}</span>
            <span>
              {issue.path !== '' && <code>{issue.path}</code>} {issue.message}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
