import { Field } from '../../parts/field.js';
import { ParametersForm } from '../../parts/parameters-form.js';
import { Chips } from './chips.js';
import type { GivenDraft } from './draft.js';
import type { Part } from './templates.js';

interface GivenFieldsProps {
  part: Part;
  given: GivenDraft;
  onChange: (given: GivenDraft) => void;
  /** Names of exclusion groups of the site. */
  groups: readonly string[];
  /** The id of a datalist with the names of uploads. */
  uploads: string;
  wrong: (path: string) => string | undefined;
}

/** What one integration is given: parameters, files, groups that are excluded. */
export function GivenFields({ part, given, onChange, groups, uploads, wrong }: GivenFieldsProps) {
  const { definition, member } = part;
  if (definition === undefined) return null;
  const isImport = definition.direction !== 'export';
  return (
    <>
      <ParametersForm
        parameters={definition.parameters}
        values={given.parameters}
        defaults={member?.parameters ?? {}}
        onChange={(parameters) => onChange({ ...given, parameters })}
      />
      {isImport && (
        <Field
          label="File"
          required={definition.source === undefined && member?.file === undefined}
          hint={fileHint(member?.file, definition.source?.file)}
          wrong={wrong('file')}
        >
          <input
            list={uploads}
            value={given.file}
            onInput={({ currentTarget }) => onChange({ ...given, file: currentTarget.value })}
          />
        </Field>
      )}
      {isImport &&
        definition.externalFiles.map(({ name, description, required, file }) => {
          const standard = member?.externalFiles?.[name] ?? file;
          return (
            <Field
              key={name}
              label={`External file ${name}`}
              required={required && standard === undefined}
              hint={[description, standard && `Default: ${standard}`].filter(Boolean).join(' · ') || undefined}
            >
              <input
                list={uploads}
                value={given.externalFiles[name] ?? ''}
                onInput={({ currentTarget: { value } }) =>
                  onChange({ ...given, externalFiles: { ...given.externalFiles, [name]: value } })
                }
              />
            </Field>
          );
        })}
      {isImport && groups.length > 0 && (
        <Chips
          legend="Exclude groups"
          options={groups.map((value) => ({ value, label: value }))}
          chosen={given.exclude}
          onChange={(exclude) => onChange({ ...given, exclude })}
        />
      )}
    </>
  );
}

function fileHint(given: string | undefined, source: string | undefined): string {
  const standard = given ?? source;
  if (standard === undefined) return 'The name of a file that was uploaded';
  return `The name of a file that was uploaded; else ${standard} is taken`;
}
