import { cloneElement, type ComponentChildren, type VNode } from 'preact';
import { useId } from 'preact/hooks';

interface FieldProps {
  label: string;
  hint?: ComponentChildren;
  /** What is wrong with what was entered. */
  wrong?: string | undefined;
  required?: boolean;
  /** The input, select or textarea. */
  children: VNode<Record<string, unknown>>;
}

/** An input with its label, its hint and what is wrong with it, tied to it for those who cannot see where they stand. */
export function Field({ label, hint, wrong, required = false, children }: FieldProps) {
  const id = useId();
  const described = [hint !== undefined && `${id}-hint`, wrong !== undefined && `${id}-wrong`]
    .filter(Boolean)
    .join(' ');
  return (
    <div class="field">
      <label htmlFor={id}>
        {label}
        {!required && <span class="soft"> (optional)</span>}
      </label>
      {cloneElement(children, {
        id,
        required,
        'aria-invalid': wrong !== undefined,
        ...(described === '' ? {} : { 'aria-describedby': described }),
      })}
      {hint !== undefined && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {wrong !== undefined && (
        <span class="wrong" id={`${id}-wrong`}>
          {wrong}
        </span>
      )}
    </div>
  );
}
