import { fileURLToPath } from 'node:url';

/** What a bundle of the workflows is made for: both are part of its code. */
export interface BundleKind {
  /** For workers that encrypt: failures as well. */
  encrypted: boolean;
  /** For workers that are versioned. */
  versioned: boolean;
}

export const BUNDLE_KINDS: readonly BundleKind[] = [false, true].flatMap((encrypted) =>
  [false, true].map((versioned) => ({ encrypted, versioned })),
);

/** Where `npm run build` puts the bundle of a kind. */
export function workflowBundlePath({ encrypted, versioned }: BundleKind): string {
  const name = ['workflow-bundle', ...(encrypted ? ['encrypted'] : []), ...(versioned ? ['versioned'] : [])].join('-');
  return fileURLToPath(new URL(`./${name}.js`, import.meta.url));
}
