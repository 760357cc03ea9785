/** What is given for an integration alone; the members of a set have it each of their own. */
const OF_INTEGRATIONS = ['parameters', 'file', 'externalFiles', 'contents', 'exclude', 'send', 'onFileInUse', 'dryRun'];

/** What does not fit in a request for a run: it is of an integration, or of a set with what its members are given. */
export function templateIssues({
  integration,
  integrationSet,
  ...given
}: Record<string, unknown>): { path: string[]; message: string }[] {
  if ((integration === undefined) === (integrationSet === undefined)) {
    return [{ path: ['integration'], message: 'expected either integration or integrationSet' }];
  }
  if (integrationSet === undefined) {
    return given.members === undefined ? [] : [{ path: ['members'], message: 'expected only with integrationSet' }];
  }
  return OF_INTEGRATIONS.filter((name) => given[name] !== undefined).map((name) => ({
    path: [name],
    message: 'expected only with integration; of a set, give it in members',
  }));
}
