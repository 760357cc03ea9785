import { useEffect, useId, useRef, useState } from 'preact/hooks';

import { formatBytes } from '../../model/format-bytes.js';
import { Button } from './button.js';
import { fileIssue, type FileLimits } from './file-issue.js';
import { ProblemNote } from './problem-note.js';
import { useUpload } from './use-upload.js';

interface FileChoiceProps {
  site: string;
  label: string;
  limits: FileLimits;
  /** The uploaded file that was chosen. */
  chosen: string | undefined;
  /** What is taken where none is chosen. */
  otherwise: string;
  /** Where several are chosen on one page: what tells its button from others. */
  of?: string;
  onChoose: (name: string | undefined) => void;
  /** Told whether a file is on its way, or was refused and not answered yet: what needs it waits. */
  onBusy: (busy: boolean) => void;
}

/** A file to be dropped, or found by Browse: it goes up at once, with its limits said before. */
export function FileChoice({ site, label, limits, chosen, otherwise, of, onChoose, onBusy }: FileChoiceProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [issue, setIssue] = useState<string>();
  const [over, setOver] = useState(false);
  const upload = useUpload(site, onChoose);
  const { current } = upload;
  const refused = issue !== undefined || upload.problem !== undefined;
  // Who chose a file that was refused does not mean to run with another one, or with none.
  const busy = current !== undefined || refused;
  useEffect(() => {
    if (!busy) return undefined;
    onBusy(true);
    return () => onBusy(false);
  }, [busy]);

  const take = (file: File | undefined): void => {
    if (file === undefined) return;
    const found = fileIssue(file, limits);
    setIssue(found);
    if (found === undefined) upload.start(file);
    else upload.reset();
  };
  return (
    <div
      class={`file-choice field${over ? ' over' : ''}`}
      role="group"
      aria-labelledby={`${id}-label`}
      aria-describedby={`${id}-hint`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer?.files[0]);
      }}
    >
      <span class="label" id={`${id}-label`}>
        {label}
      </span>
      <input
        ref={input}
        type="file"
        hidden
        accept=".csv,.zip,.pgp,.gpg"
        onChange={({ currentTarget }) => {
          take(currentTarget.files?.[0]);
          // The same file again is a choice as well.
          currentTarget.value = '';
        }}
      />
      <div class="row">
        <Button
          disabled={current !== undefined}
          {...(of !== undefined && { 'aria-label': `Browse ${of}` })}
          onClick={() => input.current?.click()}
        >
          Browse
        </Button>
        {current === undefined && <span class="chosen">{chosen ?? `or drop a file here; else ${otherwise}`}</span>}
        {current === undefined && chosen !== undefined && (
          <Button
            kind="plain"
            onClick={() => onChoose(undefined)}
            aria-label={`Take ${otherwise} instead of ${chosen}`}
          >
            ×
          </Button>
        )}
      </div>
      {current !== undefined && (
        <div class="row upload">
          <progress aria-label={`Upload of ${current.name}`} max={1} value={current.part} />
          <span>
            {current.name}: {Math.floor(current.part * 100)} %
          </span>
          <Button onClick={upload.cancel}>Cancel upload</Button>
        </div>
      )}
      <span class="hint" id={`${id}-hint`}>
        {hintOf(limits)}
      </span>
      {issue !== undefined && (
        <span class="wrong" role="alert">
          {issue}
        </span>
      )}
      <ProblemNote problem={upload.problem} />
      {refused && (
        <div class="row">
          <Button
            onClick={() => {
              setIssue(undefined);
              upload.reset();
            }}
          >
            Go on with {chosen ?? otherwise}
          </Button>
        </div>
      )}
    </div>
  );
}

function hintOf({ maxBytes, maxZipBytes }: FileLimits): string {
  return `Format: .csv, .zip, .pgp or .gpg. At most ${formatBytes(maxBytes)}; compressed as .zip at most ${formatBytes(maxZipBytes)}.`;
}
