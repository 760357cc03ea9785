/** One thing that is wrong in a definition, with its path as zod takes it: `context.addIssue({ code: 'custom', ...issue })`. */
export interface IssueAt {
  path: (string | number)[];
  message: string;
}
