import type { ComponentChildren } from 'preact';

interface ChoiceProps {
  /** The same for all of which one is chosen. */
  name: string;
  checked: boolean;
  onChoose: () => void;
  children: ComponentChildren;
}

/** One of several that exclude each other. */
export function Choice({ name, checked, onChoose, children }: ChoiceProps) {
  return (
    <label class="choice">
      <input type="radio" name={name} checked={checked} onChange={onChoose} />
      <span>{children}</span>
    </label>
  );
}
