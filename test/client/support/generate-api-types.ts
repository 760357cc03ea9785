import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { format, resolveConfig } from 'prettier';

/** Where the types of the API's requests and answers are kept, for the command line and the console. */
export const API_TYPES = new URL('../../../src/client/api-types.d.ts', import.meta.url);

/** The types, made of what the API says of itself at `/openapi.json`. */
export async function generateApiTypes(api: string): Promise<string> {
  const described = (await (await fetch(`${api}/openapi.json`)).json()) as OpenAPI3;
  const types = astToString(await openapiTS(described, { alphabetize: true }));
  const note = '// Made of /openapi.json by `npx mocha test/client/write-api-types.ts`.\n\n';
  return format(note + types, { ...(await resolveConfig(API_TYPES)), parser: 'typescript' });
}
