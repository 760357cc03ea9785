import type { Diagnostic } from '@codemirror/lint';
import type { Text } from '@codemirror/state';

/** One thing that is wrong in a text; line and column count from 1, and are absent where it is wrong as a whole. */
export interface TextIssue {
  path: string;
  message: string;
  line?: number;
  column?: number;
}

/** What is wrong where the editor marks it: the word that begins there. The text may have become shorter since. */
export function diagnosticsOf(doc: Text, issues: readonly TextIssue[]): Diagnostic[] {
  return issues.map(({ path, message, line = 1, column = 1 }) => {
    const at = doc.line(Math.min(line, doc.lines));
    const from = Math.min(at.from + column - 1, at.to);
    const [word = ''] = /^[^\s,:{}[\]]+/.exec(at.text.slice(from - at.from)) ?? [];
    return { from, to: from + word.length, severity: 'error', message: path === '' ? message : `${path}: ${message}` };
  });
}
