import { Button } from '../../../parts/button.js';
import type { ShownRejects } from './use-rejects.js';

/** Turns the pages, where there are several. */
export function RejectPages({ rejects: { page, previous, next } }: { rejects: ShownRejects }) {
  if (previous === undefined && next === undefined) return null;
  return (
    <nav class="row" aria-label="Pages of rejects">
      <Button disabled={previous === undefined} onClick={() => previous?.()}>
        Previous
      </Button>
      <span>Page {page}</span>
      <Button disabled={next === undefined} onClick={() => next?.()}>
        Next
      </Button>
    </nav>
  );
}
