import { useAction } from '../../live/use-action.js';
import { useResource } from '../../live/use-resource.js';
import { Button } from '../../parts/button.js';
import { Dialog } from '../../parts/dialog.js';
import { useTell } from '../../parts/messages.js';
import { ProblemNote } from '../../parts/problem-note.js';
import { deleteDefinition } from './definition-calls.js';
import { KIND_NAMES, type Definition } from './definition.js';
import { readDependents } from './read-dependents.js';

interface ConfirmDeleteDefinitionProps {
  definition: Definition;
  onClose: () => void;
  onDeleted: () => void;
}

const STAYS: Readonly<Record<Definition['kind'], string>> = {
  site: 'What its runs have left stays. Its integrations, sets and schedules are deleted with it.',
  integration: 'Its runs and its versions stay.',
  integrationSet: 'Its integrations stay, and so do its runs and its versions.',
};

/** Asks whether a definition is to be deleted, and says what depends on it. */
export function ConfirmDeleteDefinition({ definition, onClose, onDeleted }: ConfirmDeleteDefinitionProps) {
  const { kind, name } = definition;
  const tell = useTell();
  const dependents = useResource((signal) => readDependents(definition, signal), []);
  const remove = useAction(async () => {
    await deleteDefinition(definition);
    tell(`${name} was deleted.`);
    onDeleted();
  });
  return (
    <Dialog title={`Delete ${name}?`} onClose={onClose}>
      <p>
        The {KIND_NAMES[kind]} is deleted. {STAYS[kind]}
      </p>
      <ProblemNote problem={dependents.problem} onRetry={dependents.refresh} />
      {dependents.data !== undefined && dependents.data.length > 0 && (
        <div class="note warning stack tight">
          <p>{kind === 'site' ? 'Deleted with it:' : 'These depend on it, and fail or are not run without it:'}</p>
          <ul aria-label="What depends on it">
            {dependents.data.map((dependent) => (
              <li key={dependent}>{dependent}</li>
            ))}
          </ul>
        </div>
      )}
      {dependents.data?.length === 0 && <p>Nothing depends on it.</p>}
      <ProblemNote problem={remove.problem} />
      <div class="actions">
        <Button onClick={onClose}>No</Button>
        <Button kind="danger" busy={remove.busy} disabled={dependents.loading} onClick={() => void remove.perform()}>
          Yes
        </Button>
      </div>
    </Dialog>
  );
}
