import type { Api } from '../api.js';

/** LIVE, STAGE or DEV. A LIVE site is marked so that nobody takes it for another one. */
export function SiteKind({ kind }: { kind: Api['Site']['kind'] }) {
  return (
    <span class={`kind ${kind.toLowerCase()}`}>
      <span class="visually-hidden">Kind of site: </span>
      {kind}
    </span>
  );
}
