import { EditorState, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useLayoutEffect, useRef, useState, type Inputs } from 'preact/hooks';

/**
 * An editor inside an element. It stands in a shadow root, where its styles are adopted sheets: the policy of the page
 * forbids style elements.
 *
 * @param setUp the text it begins with and what it can do.
 * @param inputs when one of them changes, another editor takes its place.
 */
export function useEditorView(setUp: () => { doc: string; extensions: Extension }, inputs: Inputs) {
  const host = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<EditorView>();
  useLayoutEffect(() => {
    const element = host.current;
    if (element === null) return undefined;
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
    const made = new EditorView({ state: EditorState.create(setUp()), root, parent: root });
    setView(made);
    return () => made.destroy();
  }, inputs);
  return { host, view };
}
