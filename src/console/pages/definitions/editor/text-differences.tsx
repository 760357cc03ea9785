import { yaml } from '@codemirror/lang-yaml';
import { unifiedMergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';

import { editorLook } from './editor-look.js';
import { useEditorView } from './use-editor-view.js';

interface TextDifferencesProps {
  label: string;
  before: string;
  after: string;
}

/** What is in the one text and not in the other, line by line: what was taken out stands above what came in. */
export function TextDifferences({ label, before, after }: TextDifferencesProps) {
  const { host } = useEditorView(
    () => ({
      doc: after,
      extensions: [
        lineNumbers(),
        yaml(),
        EditorState.readOnly.of(true),
        EditorView.contentAttributes.of({ 'aria-label': label, 'aria-readonly': 'true' }),
        unifiedMergeView({ original: before, mergeControls: false, collapseUnchanged: { margin: 3, minSize: 6 } }),
        editorLook,
      ],
    }),
    [label, before, after],
  );
  return <div class="editor" ref={host} />;
}
