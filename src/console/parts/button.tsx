import type { ComponentChildren, JSX } from 'preact';

interface ButtonProps extends Omit<JSX.IntrinsicElements['button'], 'class' | 'icon'> {
  kind?: 'primary' | 'danger' | 'plain';
  /** It is being done: the button cannot be pressed meanwhile, and says so. */
  busy?: boolean;
  children: ComponentChildren;
}

export function Button({ kind, busy = false, disabled, children, type = 'button', ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      class={['button', kind].filter(Boolean).join(' ')}
      disabled={disabled === true || busy}
      aria-busy={busy}
    >
      {children}
      {busy && '…'}
    </button>
  );
}
