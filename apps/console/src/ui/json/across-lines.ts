import {
  deleteCharBackward,
  deleteCharForward,
  deleteGroupBackward,
  deleteGroupForward,
  deleteLineBoundaryBackward,
  deleteLineBoundaryForward,
} from '@codemirror/commands';
import { type Command, EditorView } from '@codemirror/view';

/** What a browser deletes by, where no key said so: menus, voices and other hands. */
const DELETES: Partial<Record<string, Command>> = {
  deleteContentBackward: deleteCharBackward,
  deleteContentForward: deleteCharForward,
  deleteWordBackward: deleteGroupBackward,
  deleteWordForward: deleteGroupForward,
  deleteSoftLineBackward: deleteLineBoundaryBackward,
  deleteSoftLineForward: deleteLineBoundaryForward,
};

/** Whether an edit reaches over the end of a line, or may: it is for the lines alone that they are taken from the browser. */
function reachesOver({ state }: EditorView): boolean {
  const { from, to, empty } = state.selection.main;
  const line = state.doc.lineAt(from);
  return empty ? from === line.from || from === line.to : to > line.to;
}

/**
 * Edits that reach over lines are made here. Left to itself, Chromium joins lines by moving one into the other, and gives it a
 * style attribute that keeps its look, which the page's policy refuses with a complaint. The event's own target ranges are
 * no help: Chromium 147 has none.
 */
export const acrossLines = EditorView.domEventHandlers({
  beforeinput: ({ inputType, data, isComposing, dataTransfer }, view) => {
    // Where an edit context has the text, as on Android, no browser edits the page.
    const isElsewhere = Boolean(Reflect.get(view.contentDOM, 'editContext'));
    if (isElsewhere || isComposing || !reachesOver(view)) return false;
    const remove = DELETES[inputType];
    if (remove) return remove(view);
    const text = data ?? dataTransfer?.getData('text/plain');
    const isInsert = inputType === 'insertText' || inputType === 'insertReplacementText';
    if (!isInsert || text === undefined || view.state.selection.main.empty) return false;
    view.dispatch(view.state.replaceSelection(text), { userEvent: 'input.type', scrollIntoView: true });
    return true;
  },
});
