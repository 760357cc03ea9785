import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';

import { Button } from './button.js';

interface DialogProps {
  title: string;
  /** A panel takes the side of the window, a window its middle. */
  as?: 'window' | 'panel';
  onClose: () => void;
  children: ComponentChildren;
}

/** A window or a panel above the page. The browser keeps the focus in it, and gives it back at the end. */
export function Dialog({ title, as = 'window', onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      class={as === 'panel' ? 'panel' : ''}
      aria-labelledby={heading}
      onCancel={(event) => {
        // A choice of a file that is cancelled is told the same way, from inside.
        if (event.target !== dialog.current) return;
        event.preventDefault();
        onClose();
      }}
    >
      <header>
        <h2 id={heading}>{title}</h2>
        <Button kind="plain" onClick={onClose} aria-label={`Close ${title}`}>
          Close
        </Button>
      </header>
      <div class="body">{children}</div>
    </dialog>
  );
}
