import { closeCompletion } from '@codemirror/autocomplete';
import { Prec } from '@codemirror/state';
import { keymap } from '@codemirror/view';

/** After Escape, Tab leaves the editor as it leaves a field (WCAG 2.1.2), however long one waits; any other key ends it. */
export const leaveByTab = Prec.highest(
  keymap.of([
    {
      key: 'Escape',
      run: (view) => {
        closeCompletion(view);
        view.setTabFocusMode(Infinity);
        return true;
      },
    },
  ]),
);
