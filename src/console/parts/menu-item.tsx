import type { ComponentChildren } from 'preact';

interface MenuItemProps {
  /** Where it leads; else `onSelect` says what it does. */
  href?: string;
  onSelect?: () => void;
  disabled?: boolean;
  children: ComponentChildren;
}

/** One choice of a `Menu`. */
export function MenuItem({ href, onSelect, disabled = false, children }: MenuItemProps) {
  if (href !== undefined && !disabled) {
    return (
      <a role="menuitem" tabIndex={-1} href={href}>
        {children}
      </a>
    );
  }
  return (
    <button type="button" role="menuitem" tabIndex={-1} disabled={disabled} onClick={() => onSelect?.()}>
      {children}
    </button>
  );
}
