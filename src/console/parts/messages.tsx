import { createContext, type ComponentChildren } from 'preact';
import { useCallback, useContext, useRef, useState } from 'preact/hooks';

import { Button } from './button.js';

/** How long a confirmation is shown, in milliseconds. */
const SHOWN = 8000;

type Tell = (text: string, tone?: 'good' | 'warning' | 'bad') => void;

const Telling = createContext<Tell>(() => undefined);

/** Tells the operator that something is done; it goes away by itself, and is read out. */
export function useTell(): Tell {
  return useContext(Telling);
}

/** Has the place where messages are shown, over everything inside. */
export function Messages({ children }: { children: ComponentChildren }) {
  const [messages, setMessages] = useState<{ id: number; text: string; tone: string }[]>([]);
  const last = useRef(0);
  const remove = (id: number) => setMessages((shown) => shown.filter((message) => message.id !== id));
  const tell = useCallback<Tell>((text, tone = 'good') => {
    const id = ++last.current;
    setMessages((shown) => [...shown.slice(-3), { id, text, tone }]);
    setTimeout(() => remove(id), SHOWN);
  }, []);
  return (
    <Telling.Provider value={tell}>
      {children}
      <div class="messages" role="status" aria-live="polite">
        {messages.map(({ id, text, tone }) => (
          <div key={id} class={`note ${tone}`}>
            <span>{text}</span>
            <Button kind="plain" aria-label="Dismiss" onClick={() => remove(id)}>
              ×
            </Button>
          </div>
        ))}
      </div>
    </Telling.Provider>
  );
}
