import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

import { Button } from './button.js';

interface MenuProps {
  label: string;
  /** To which edge of the button it keeps. */
  align?: 'start' | 'end';
  /** `MenuItem`s. */
  children: ComponentChildren;
}

/** A button with a menu (ARIA Authoring Practices: Menu Button). Arrows move, Escape closes. */
export function Menu({ label, align = 'start', children }: MenuProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const items = () => [...(root.current?.querySelectorAll<HTMLElement>('[role=menuitem]:not(:disabled)') ?? [])];
  const close = (): void => {
    setOpen(false);
    root.current?.querySelector('button')?.focus();
  };

  useEffect(() => {
    if (!open) return undefined;
    items()[0]?.focus();
    const away = ({ target }: Event): void => {
      if (root.current?.contains(target as Node) !== true) setOpen(false);
    };
    document.addEventListener('pointerdown', away);
    return () => document.removeEventListener('pointerdown', away);
  }, [open]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 + all.length, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined && open) {
      event.preventDefault();
      all[to % all.length]?.focus();
    } else if (event.key === 'ArrowDown') {
      event.preventDefault();
      setOpen(true);
    } else if (open && (event.key === 'Escape' || event.key === 'Tab')) {
      if (event.key === 'Escape') event.preventDefault();
      close();
    }
  };

  return (
    <div class={`menu ${align}`} ref={root} onKeyDown={onKeyDown}>
      <Button aria-haspopup="menu" aria-expanded={open} onClick={() => setOpen(!open)}>
        {label} <span aria-hidden>▾</span>
      </Button>
      {open && (
        <div role="menu" aria-label={label} onClick={close}>
          {children}
        </div>
      )}
    </div>
  );
}
