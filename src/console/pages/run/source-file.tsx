import { api } from '../../api.js';
import { useAction } from '../../live/use-action.js';
import { Button } from '../../parts/button.js';
import { Empty } from '../../parts/empty.js';
import { ProblemNote } from '../../parts/problem-note.js';
import { saveFile } from '../../parts/save-file.js';
import { formatBytes } from '../../../model/format-bytes.js';
import { Fact } from '../../parts/fact.js';
import { FilePreview } from './file-preview.js';
import type { Run } from './run.js';

/** Source File: what was received, its first lines, and the file itself. */
export function SourceFile({ run }: { run: Run }) {
  const { file } = run;
  if (file?.sha256 === undefined) return <NoFile run={run} />;
  return (
    <section class="stack" aria-label="Source File">
      <div class="card stack">
        <dl class="facts">
          <Fact name="Name">{file.name}</Fact>
          <Fact name="Size">{file.bytes === undefined ? '' : formatBytes(file.bytes)}</Fact>
          <Fact name="SHA-256">
            <code>{file.sha256}</code>
          </Fact>
          <Fact name="Asked for by">{run.requestedBy}</Fact>
        </dl>
        <Download run={run.id} name={file.name} />
      </div>
      <FilePreview run={run.id} name={file.name} />
    </section>
  );
}

function NoFile({ run: { endedAt } }: { run: Run }) {
  if (endedAt === undefined) return <Empty title="No file was received yet" />;
  return (
    <Empty title="No file was received">
      <p>The run ended before it had one. Run Summary says why.</p>
    </Empty>
  );
}

function Download({ run, name }: { run: string; name: string }) {
  const download = useAction(async () => {
    const path = '/api/v1/runs/{run}/source-file';
    // An empty file is no content at all.
    const { data = new Blob() } = await api.GET(path, { params: { path: { run } }, parseAs: 'blob' });
    saveFile(data, name);
  });
  return (
    <>
      <ProblemNote problem={download.problem} />
      <div>
        <Button busy={download.busy} onClick={() => void download.perform()}>
          Download
        </Button>
      </div>
    </>
  );
}
