import { FileChoice } from '../../../parts/file-choice.js';
import { ParametersForm } from '../../../parts/parameters-form.js';
import { ExclusionGroups } from './exclusion-groups.js';
import type { PartDraft } from './run-draft.js';
import type { RunnablePart } from '../runnable.js';

interface PartFormProps {
  site: string;
  part: RunnablePart;
  /** Whether it is one of several, which its buttons then say. */
  isMember: boolean;
  draft: PartDraft;
  onChange: (draft: PartDraft) => void;
  onBusy: (busy: boolean) => void;
  wrong: Readonly<Record<string, string>>;
}

/** What a run of an integration is given: its source file, its parameters, its external files, its exclusions. */
export function PartForm({ site, part, isMember, draft, onChange, onBusy, wrong }: PartFormProps) {
  const { integration, definition, given } = part;
  const parameters = (
    <ParametersForm
      parameters={definition.parameters}
      values={draft.parameters}
      onChange={(values) => onChange({ ...draft, parameters: values })}
      wrong={wrong}
      defaults={given.parameters ?? {}}
    />
  );
  if (definition.direction === 'export') return parameters;

  const { source, externalFiles } = definition;
  const limits = {
    maxBytes: Number(definition.limits.maxBytes),
    maxZipBytes: Number(definition.limits.maxZipBytes),
  };
  const { file: _before, ...withoutFile } = draft;
  return (
    <>
      <FileChoice
        site={site}
        label="Source File"
        limits={limits}
        chosen={draft.file}
        otherwise={given.file ?? (source === undefined ? 'nothing: it has no source of its own' : sourceText(source))}
        {...(isMember && { of: `for ${integration}` })}
        onChoose={(file) => onChange(file === undefined ? withoutFile : { ...draft, file })}
        onBusy={onBusy}
      />
      <p class="note warning">
        <strong>Caution:</strong> Make sure that only one file with this filename is on the server at a time. Otherwise,
        the data can become corrupted: while a run reads it, another run over the same filename is refused.
      </p>
      {parameters}
      {externalFiles.map(({ name, file, description, required }) => (
        <FileChoice
          key={name}
          site={site}
          label={`${name}: external file${required ? '' : ' (optional)'}`}
          limits={limits}
          chosen={draft.externalFiles[name]}
          otherwise={given.externalFiles?.[name] ?? file ?? description ?? 'nothing'}
          of={`for ${isMember ? `${integration}: ` : ''}${name}`}
          onChoose={(chosen) => onChange({ ...draft, externalFiles: choose(draft.externalFiles, name, chosen) })}
          onBusy={onBusy}
        />
      ))}
      <ExclusionGroups
        chosen={draft.exclude ?? given.exclude ?? []}
        onChange={(exclude) => onChange({ ...draft, exclude })}
      />
    </>
  );
}

function sourceText({ connection, file }: { connection: string; file: string }): string {
  return `${file} from ${connection}`;
}

function choose(files: Readonly<Record<string, string>>, name: string, chosen: string | undefined) {
  const { [name]: _before, ...others } = files;
  return chosen === undefined ? others : { ...others, [name]: chosen };
}
