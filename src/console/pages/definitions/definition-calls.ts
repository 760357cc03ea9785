import { requireAnswer, withoutAnswer } from '../../../client/create-client.js';
import type { Api } from '../../api.js';
import { givenKey } from '../../session.js';
import { addressOf, type Definition } from './definition.js';

/** A version of an integration or a set. */
export interface Version {
  version: number;
  savedAt: string;
  savedBy?: string;
}

const YAML = 'application/yaml';

/** A definition as it is saved, in YAML. @throws ApiProblem where there is none. */
export async function readText(definition: Definition, signal?: AbortSignal): Promise<string> {
  return (await ask(addressOf(definition), { headers: { Accept: YAML }, ...given(signal) })).text();
}

/** What saving a text would change. @throws ApiProblem where it would be refused. */
export async function checkText(
  definition: Definition,
  text: string,
  signal?: AbortSignal,
): Promise<Api['WouldChange']> {
  const answer = await put(`${addressOf(definition)}?dryRun=true`, text, signal);
  return (await answer.json()) as Api['WouldChange'];
}

/** Saves a text as the definition. @throws ApiProblem where it is refused. */
export async function saveText(definition: Definition, text: string): Promise<void> {
  await put(addressOf(definition), text);
}

/** @throws ApiProblem */
export async function deleteDefinition(definition: Definition): Promise<void> {
  await ask(addressOf(definition), { method: 'DELETE' });
}

/** So many versions are listed: as many as the API answers at once. */
const MOST_VERSIONS = 500;

/** The versions of an integration or a set, newest first. @throws ApiProblem where it never was. */
export async function listVersions(
  definition: Definition,
  signal?: AbortSignal,
): Promise<{ items: Version[]; next?: string }> {
  const answer = await ask(`${addressOf(definition)}/versions?limit=${MOST_VERSIONS}`, given(signal));
  return (await answer.json()) as { items: Version[]; next?: string };
}

/** A version in YAML. @throws ApiProblem where there is none. */
export async function readVersion(definition: Definition, version: number, signal?: AbortSignal): Promise<string> {
  const address = `${addressOf(definition)}/versions/${version}`;
  return (await ask(address, { headers: { Accept: YAML }, ...given(signal) })).text();
}

function put(address: string, text: string, signal?: AbortSignal): Promise<Response> {
  return ask(address, { method: 'PUT', headers: { 'Content-Type': YAML }, body: text, ...given(signal) });
}

function given(signal: AbortSignal | undefined): { signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}

/** The typed client speaks JSON: a text goes, and comes, as it is written. */
async function ask(
  address: string,
  { headers, ...how }: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> } = {},
): Promise<Response> {
  const key = givenKey();
  const authorization = key === undefined ? {} : { Authorization: `Bearer ${key}` };
  const asked = fetch(address, { ...how, headers: { ...headers, ...authorization } });
  const response = await asked.catch((error: unknown) => {
    throw withoutAnswer(error, '');
  });
  await requireAnswer(response);
  return response;
}
