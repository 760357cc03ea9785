import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const words = HighlightStyle.define([
  { tag: tags.definition(tags.propertyName), color: 'var(--accent)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--good)' },
  { tag: tags.lineComment, color: 'var(--text-soft)', fontStyle: 'italic' },
  { tag: [tags.separator, tags.brace, tags.squareBracket], color: 'var(--text-soft)' },
]);

/** The editor in the colors of the console, which follow light and dark by themselves. */
export const editorLook = [
  syntaxHighlighting(words),
  EditorView.theme({
    '&': {
      color: 'var(--text)',
      backgroundColor: 'var(--surface)',
      border: '1px solid var(--line-strong)',
      borderRadius: 'var(--radius)',
      fontSize: '0.92rem',
    },
    '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '1px' },
    '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.55', maxHeight: '70vh', minHeight: '12rem' },
    '.cm-content': { caretColor: 'var(--text)' },
    '.cm-gutters': {
      color: 'var(--text-soft)',
      backgroundColor: 'var(--surface-sunken)',
      borderRight: '1px solid var(--line)',
    },
    '.cm-activeLineGutter': { color: 'var(--text)', backgroundColor: 'var(--accent-ground)' },
    '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--accent-ground)' },
    '.cm-tooltip': {
      maxWidth: 'min(28rem, 90vw)',
      color: 'var(--text)',
      backgroundColor: 'var(--surface-raised)',
      border: '1px solid var(--line-strong)',
      borderRadius: 'var(--radius)',
      boxShadow: 'var(--shadow)',
    },
    '.cm-described, .cm-tooltip.cm-completionInfo': { padding: 'var(--space-2) var(--space-3)' },
    '.cm-tooltip-autocomplete ul li[aria-selected]': {
      color: 'var(--accent-text)',
      backgroundColor: 'var(--accent)',
    },
    '.cm-completionDetail': { color: 'inherit', opacity: '0.85' },
    '.cm-diagnostic': { borderLeft: '3px solid var(--bad)' },
    '.cm-lintRange-error': {
      backgroundImage: 'none',
      textDecoration: 'underline wavy var(--bad)',
      textUnderlineOffset: '0.2em',
    },
    '.cm-changedLine, .cm-insertedLine': { backgroundColor: 'var(--good-ground) !important' },
    '.cm-deletedChunk': { backgroundColor: 'var(--bad-ground) !important' },
    '.cm-changedText, .cm-deletedChunk .cm-deletedText': {
      background: 'none !important',
      textDecoration: 'underline 2px',
      textUnderlineOffset: '0.25em',
    },
    '.cm-collapsedLines': { color: 'var(--text-soft)', background: 'var(--surface-sunken)' },
  }),
];
