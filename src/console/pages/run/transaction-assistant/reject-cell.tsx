import type { TargetedInputEvent } from 'preact';
import { useId } from 'preact/hooks';

import type { Fault, RejectColumn } from './reject.js';

interface RejectCellProps {
  record: number;
  column: RejectColumn;
  /** Which column it is, from 0. */
  at: number;
  text: string;
  /** As it was refused; undefined where the line could not be read. */
  original: string | undefined;
  faults: readonly Fault[];
  readOnly: boolean;
  /** The choices of the column. */
  list: string | undefined;
  onEdit: (text: string) => void;
}

/** A text of a refused record, and beside it what is wrong with it. Escape puts the text back that was refused. */
export function RejectCell({ record, column, at, text, original, faults, readOnly, list, onEdit }: RejectCellProps) {
  const id = useId();
  const isEdited = original === undefined ? text !== '' : text !== original;
  const input = {
    value: text,
    readOnly,
    'data-column': at,
    'aria-label': `${column.name} of record ${record}`,
    'aria-invalid': faults.length > 0,
    autoComplete: 'off',
    spellcheck: false,
    ...(faults.length > 0 && { 'aria-describedby': id }),
    onInput: ({ currentTarget }: TargetedInputEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      onEdit(currentTarget.value),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Escape' && isEdited) onEdit(original ?? '');
    },
  };
  return (
    <td class={isEdited ? 'edited' : undefined}>
      {/* An input would swallow line ends. */}
      {original?.includes('\n') === true ? <textarea rows={2} {...input} /> : <input list={list} {...input} />}
      {isEdited && <span class="visually-hidden">edited</span>}
      {faults.length > 0 && (
        <ul id={id} class="faults">
          {faults.map(({ message }) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      )}
    </td>
  );
}
