import { autocompletion, closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, indentOnInput } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { Annotation, EditorState } from '@codemirror/state';
import { EditorView, highlightActiveLineGutter, keymap, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'preact/hooks';

import { completeBy } from './complete.js';
import { describeBy } from './describe.js';
import { diagnosticsOf, type TextIssue } from './diagnostics.js';
import { editorLook } from './editor-look.js';
import type { Guide } from './guide.js';
import { IssueList } from './issue-list.js';
import { leaveByTab } from './leave-by-tab.js';
import { typeOver } from './type-over.js';
import { useEditorView } from './use-editor-view.js';

interface YamlEditorProps {
  label: string;
  text: string;
  /** What is wrong in the text as it is. */
  issues: readonly TextIssue[];
  /** What may be written; undefined until it is known. */
  guide: Guide | undefined;
  readOnly: boolean;
  onChange: (text: string) => void;
  /** Ctrl+S. */
  onSave: () => void;
}

/** On changes that were not made here. */
const fromOutside = Annotation.define<true>();

const KEYS = 'Tab indents; Escape, then Tab, leaves the text. Ctrl+Space completes, F8 goes to what is wrong.';

/** A text of YAML that is edited: completed, explained, and with what is wrong at its line. */
export function YamlEditor(props: YamlEditorProps) {
  const { label, text, issues, readOnly } = props;
  const latest = useRef(props);
  latest.current = props;
  /** What was written here and has not come back as `text` yet: on its way, it is not to undo what is typed meanwhile. */
  const told = useRef<string[]>([]);
  const { host, view } = useEditorView(
    () => ({ doc: text, extensions: extensions({ latest, told: told.current }, label, readOnly) }),
    [label, readOnly],
  );

  useEffect(() => {
    const known = told.current.indexOf(text);
    told.current.splice(0, known < 0 ? told.current.length : known + 1);
    // Another text than the ones that were written here, such as when it is discarded.
    if (known < 0 && view !== undefined && view.state.doc.toString() !== text) {
      const changes = { from: 0, to: view.state.doc.length, insert: text };
      view.dispatch({ changes, annotations: fromOutside.of(true) });
    }
  }, [view, text]);
  useEffect(() => {
    view?.dispatch(setDiagnostics(view.state, diagnosticsOf(view.state.doc, issues)));
  }, [view, issues]);

  const goTo = (issue: TextIssue): void => {
    const [found] = view === undefined ? [] : diagnosticsOf(view.state.doc, [issue]);
    if (found === undefined) return;
    view?.dispatch({ selection: { anchor: found.from }, scrollIntoView: true });
    view?.focus();
  };
  return (
    <div class="stack tight">
      <div class="editor" ref={host} />
      <p class="soft keys">{KEYS}</p>
      <IssueList issues={issues} onChoose={goTo} />
    </div>
  );
}

interface Writing {
  latest: { current: YamlEditorProps };
  told: string[];
}

function extensions({ latest, told }: Writing, label: string, readOnly: boolean) {
  const save = (): boolean => {
    latest.current.onSave();
    return true;
  };
  return [
    leaveByTab,
    lineNumbers(),
    highlightActiveLineGutter(),
    history(),
    yaml(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    typeOver,
    autocompletion({ override: [completeBy(() => latest.current.guide)] }),
    describeBy(() => latest.current.guide),
    lintGutter(),
    keymap.of([
      { key: 'Mod-s', run: save },
      ...closeBracketsKeymap,
      ...lintKeymap,
      ...historyKeymap,
      ...defaultKeymap,
      indentWithTab,
    ]),
    EditorState.readOnly.of(readOnly),
    EditorView.contentAttributes.of({ 'aria-label': label, 'aria-description': KEYS }),
    EditorView.updateListener.of(({ docChanged, state, transactions }) => {
      if (!docChanged || transactions.some((one) => one.annotation(fromOutside))) return;
      told.push(state.doc.toString());
      latest.current.onChange(state.doc.toString());
    }),
    editorLook,
  ];
}
