import { useState } from 'preact/hooks';

import { api } from '../../../api.js';
import { answerOf } from '../../../../client/create-client.js';
import { useAction, type Action } from '../../../live/use-action.js';
import { Button } from '../../../parts/button.js';
import { Field } from '../../../parts/field.js';
import { ProblemNote } from '../../../parts/problem-note.js';
import { saveFile } from '../../../parts/save-file.js';
import type { Run } from '../run.js';
import type { Sent } from './use-resubmit.js';

/** The rejects as a CSV, to correct elsewhere, and the corrected one back. */
export function InASpreadsheet({ run, resubmit, readOnly }: { run: Run; resubmit: Action<[Sent]>; readOnly: boolean }) {
  const [file, setFile] = useState<File>();
  const download = useAction(async () => {
    const query = { format: 'csv' as const, resolved: 'false' as const };
    const path = '/api/v1/runs/{run}/rejects';
    const content = await answerOf(api.GET(path, { params: { path: { run: run.id }, query }, parseAs: 'blob' }));
    saveFile(content, `${run.name} rejects.csv`);
  });
  return (
    <details class="card">
      <summary>Correct them in a spreadsheet</summary>
      <form
        class="stack spreadsheet"
        onSubmit={(event) => {
          event.preventDefault();
          if (file !== undefined) void resubmit.perform({ csv: file });
        }}
      >
        <ProblemNote problem={download.problem} />
        <div class="row">
          <Button busy={download.busy} onClick={() => void download.perform()}>
            Download the rejects
          </Button>
          <span class="soft">As CSV. Leave out the rows that are not to be sent.</span>
        </div>
        <Field label="Corrected file" required hint="Keep the column integrator record: it says which reject a row is.">
          <input
            type="file"
            accept=".csv,text/csv"
            disabled={readOnly}
            onChange={({ currentTarget }) => setFile(currentTarget.files?.[0])}
          />
        </Field>
        <div>
          <Button type="submit" busy={resubmit.busy} disabled={readOnly || file === undefined}>
            Upload and resubmit
          </Button>
        </div>
      </form>
    </details>
  );
}
