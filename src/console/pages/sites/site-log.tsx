import { useLayoutEffect, useRef, useState } from 'preact/hooks';

import { useQuery } from '../../live/use-query.js';
import { Button } from '../../parts/button.js';
import { useTell } from '../../parts/messages.js';
import { ProblemNote } from '../../parts/problem-note.js';
import { useSiteLog } from './use-site-log.js';

/** How far from its end, in pixels, a log still counts as read to the end. */
const NEAR = 24;

/** The log of a site, live. It follows its end until somebody scrolls up. */
export function SiteLog({ site }: { site: string }) {
  const { lines, problem } = useSiteLog(site);
  const { query, change } = useQuery();
  const tell = useTell();
  const box = useRef<HTMLDivElement>(null);
  const [follows, setFollows] = useState(true);
  const filter = query.log ?? '';
  const shown = filter === '' ? lines : lines.filter((line) => line.toLowerCase().includes(filter.toLowerCase()));

  const toEnd = (): void => {
    const { current } = box;
    if (current !== null) current.scrollTop = current.scrollHeight;
  };
  useLayoutEffect(() => {
    if (follows) toEnd();
  }, [shown.length, lines, follows]);
  const scrolled = ({ currentTarget: { scrollTop, scrollHeight, clientHeight } }: { currentTarget: HTMLDivElement }) =>
    setFollows(scrollHeight - scrollTop - clientHeight < NEAR);
  const copy = async (): Promise<void> => {
    // Only pages that came over https, or from this machine, may write to the clipboard.
    if (window.isSecureContext) {
      await navigator.clipboard.writeText(shown.map((line) => `${line}\n`).join(''));
      tell(`${shown.length} lines are copied`);
    } else if (box.current !== null) {
      getSelection()?.selectAllChildren(box.current);
      tell('The lines are selected: copy them with Ctrl+C', 'warning');
    }
  };

  return (
    <section class="card stack" aria-labelledby="log">
      <div class="row apart">
        <h2 id="log">Log</h2>
        <div class="row">
          {!follows && <Button onClick={() => setFollows(true)}>To the end</Button>}
          <input
            class="log-filter"
            type="search"
            aria-label="Show lines with"
            placeholder="Show lines with…"
            value={filter}
            onInput={({ currentTarget }) => change({ log: currentTarget.value }, { replace: true })}
          />
          <Button disabled={shown.length === 0} onClick={() => void copy()}>
            Copy
          </Button>
        </div>
      </div>
      <ProblemNote problem={problem} />
      <div class="log" role="log" aria-label={`Log of site ${site}`} tabIndex={0} ref={box} onScroll={scrolled}>
        {shown.map((line, index) => (
          <div key={index}>{line}</div>
        ))}
        {shown.length === 0 && <div class="soft">{noLines(lines.length)}</div>}
      </div>
    </section>
  );
}

function noLines(all: number): string {
  return all === 0 ? 'Nothing so far. What the site does is told here, from its first start.' : 'No line has that.';
}
