import type { DefinitionIssue } from '../../model/definition-issues.js';

/** Something that is wrong in a file, and its line and column there, from 1. */
export interface PlacedIssue extends DefinitionIssue {
  line: number;
  column: number;
}

/** Thrown for a file that cannot be applied; its message names each thing that is wrong, a line each. */
export class FileIssues extends Error {
  override readonly name = 'FileIssues';

  constructor(
    file: string,
    readonly issues: readonly PlacedIssue[],
  ) {
    const lines = [...issues].sort((one, other) => one.line - other.line).map((issue) => `${file}:${format(issue)}`);
    super(['The file cannot be applied; nothing was changed.', ...lines].join('\n'));
  }
}

function format({ line, column, path, message }: PlacedIssue): string {
  return `${line}:${column}  ${path === '' ? '' : `${path}: `}${message}`;
}
