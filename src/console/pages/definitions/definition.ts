/** What is defined: a site itself, or an integration or a set of it. */
export interface Definition {
  kind: 'site' | 'integration' | 'integrationSet';
  site: string;
  /** Of a site, its own. */
  name: string;
}

type Kind = Definition['kind'];

/** How each kind is called in a sentence. */
export const KIND_NAMES: Readonly<Record<Kind, string>> = {
  site: 'site',
  integration: 'integration',
  integrationSet: 'integration set',
};

/** Where those of a kind are, in addresses of the API and of the console. */
const FOLDERS = { integration: 'integrations', integrationSet: 'integration-sets' } as const;

/** The address of its page. */
export function pageOf(definition: Definition): string {
  const place = definition.kind === 'site' ? '/site' : placeOf(definition);
  return `${definitionsOf(definition.site)}${place}`;
}

/** The address of the page of all definitions of a site. */
export function definitionsOf(site: string): string {
  return `/sites/${encodeURIComponent(site)}/definitions`;
}

/** Where the API has it. */
export function addressOf(definition: Definition): string {
  return `/api/v1/sites/${encodeURIComponent(definition.site)}${placeOf(definition)}`;
}

/** As the API describes it: the address that its definitions are PUT to. */
export function pathOf(kind: Kind): string {
  if (kind === 'site') return '/api/v1/sites/{site}';
  return `/api/v1/sites/{site}/${FOLDERS[kind]}/{${kind === 'integration' ? 'integration' : 'set'}}`;
}

/** The definition that a page is of, by what of its address comes after `definitions`. */
export function definitionAt(site: string, [folder, name]: readonly string[]): Definition | undefined {
  if (folder === 'site') return { kind: 'site', site, name: site };
  if (name === undefined) return undefined;
  if (folder === FOLDERS.integration) return { kind: 'integration', site, name };
  return folder === FOLDERS.integrationSet ? { kind: 'integrationSet', site, name } : undefined;
}

/** Names what is entered of it and not saved yet, where the browser keeps it. */
export function draftKeyOf(definition: Definition): string {
  return `definition ${pageOf(definition)}`;
}

function placeOf({ kind, name }: Definition): string {
  return kind === 'site' ? '' : `/${FOLDERS[kind]}/${encodeURIComponent(name)}`;
}
