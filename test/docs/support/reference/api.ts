import { ERRORS, type ErrorCode } from '../../../../src/model/errors.js';
import type { ApiDescription, Operation } from './schema.js';
import { table } from './table.js';

const PREFIX = '/api/v1';

interface Route extends Operation {
  method: string;
  path: string;
}

/** docs/reference/api.md: every route, as `/openapi.json` has it. */
export function describeRoutes({ paths }: ApiDescription): string {
  const routes = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]): Route => ({ method, path, ...operation })),
  );
  const common = commonCodes(routes);
  const groups = [...new Set(routes.map(groupOf))].sort();
  return [
    '# The API: every route',
    `JSON, or YAML where a definition is sent; all under \`${PREFIX}\`, but those for operations. \`GET /openapi.json\` describes each body and each answer. Every error is a problem detail (RFC 9457) whose \`code\` is one of [errors.md](errors.md). Roles are those of [access.md](../access.md): admin may what operator may, operator what viewer may.`,
    `Any route may answer ${common.map(inCode).join(', ')}; the others are named with each.`,
    ...groups.flatMap((group) => [
      `## ${group}`,
      describeGroup(
        routes.filter((one) => groupOf(one) === group),
        common,
      ),
    ]),
  ].join('\n\n');
}

/** What a route is about: `sites/schedules` of `/api/v1/sites/{site}/schedules/{schedule}/copy`. */
function groupOf({ path }: Route): string {
  if (!path.startsWith(PREFIX)) return 'Operations';
  const [first = '', , second] = path.slice(PREFIX.length + 1).split('/');
  return second === undefined ? first : `${first}: ${second}`;
}

function describeGroup(routes: readonly Route[], common: readonly string[]): string {
  const rows = routes.map((route) => [
    `\`${route.method.toUpperCase()} ${route.path.replace(PREFIX, '')}\``,
    roleOf(route),
    route.summary,
    answersOf(route),
    codesOf(route)
      .filter((code) => !common.includes(code))
      .map(inCode)
      .join(', '),
  ]);
  return table(['route', 'role', 'does', 'answers', 'errors'], rows);
}

function roleOf({ description }: Route): string {
  return /^Needs the role (.+)\.$/.exec(description)?.[1] ?? 'anybody';
}

function answersOf({ responses }: Route): string {
  return Object.keys(responses)
    .filter((status) => Number(status) < 400)
    .join(', ');
}

function codesOf({ responses }: Route): ErrorCode[] {
  const words = Object.values(responses).flatMap(({ description }) => description.split(', '));
  return (Object.keys(ERRORS) as ErrorCode[]).filter((code) => words.includes(code));
}

/** Those that every route with a role has. */
function commonCodes(routes: readonly Route[]): ErrorCode[] {
  const [first, ...others] = routes.filter((route) => roleOf(route) !== 'anybody').map(codesOf);
  return (first ?? []).filter((code) => others.every((codes) => codes.includes(code)));
}

function inCode(text: string): string {
  return `\`${text}\``;
}
