import { api } from '../../api.js';
import { useResource } from '../../live/use-resource.js';
import { ProblemNote } from '../../parts/problem-note.js';
import { decodePiece } from './decode-piece.js';
import { readPiece } from './read-piece.js';

/** How much of a file is fetched to show its first lines, in bytes, and how many of them are shown. */
const PIECE = 16 * 1024;
const LINES = 25;

/** The first lines of a file that is text. Of one that is packed or encrypted there is nothing to read. */
export function FilePreview({ run, name }: { run: string; name: string }) {
  if (!/\.csv$/i.test(name)) return <p class="soft">It is packed or encrypted: download it to look inside.</p>;
  return <FirstLines run={run} />;
}

function FirstLines({ run }: { run: string }) {
  const preview = useResource((signal) => readPreview(run, signal), [run]);
  const { data, problem, refresh } = preview;
  return (
    <section class="stack tight">
      <h2>First lines</h2>
      <ProblemNote problem={problem} onRetry={refresh} />
      {data !== undefined && (
        <>
          <div class="card scroll-x file-preview" role="region" aria-label="First lines of the file" tabIndex={0}>
            <ol class="mono">
              {data.lines.map((line, index) => (
                <li key={index}>{line}</li>
              ))}
            </ol>
          </div>
          <p class="soft">
            {data.whole ? 'That is all of it' : 'There is more in the file'}. Shown as {data.encoding}.
          </p>
        </>
      )}
    </section>
  );
}

async function readPreview(run: string, signal: AbortSignal) {
  const path = '/api/v1/runs/{run}/source-file';
  const { data } = await api.GET(path, { params: { path: { run } }, parseAs: 'stream', signal });
  // An empty file is no content at all.
  const { bytes, whole } = await readPiece(data ?? new Blob().stream(), PIECE);
  const { text, encoding } = decodePiece(bytes);
  const lines = text.split(/\r\n|\n|\r/);
  // The last one of a piece is broken off; that of a whole file is what follows its last line end.
  if (!whole || lines.at(-1) === '') lines.pop();
  return { lines: lines.slice(0, LINES), whole: whole && lines.length <= LINES, encoding };
}
