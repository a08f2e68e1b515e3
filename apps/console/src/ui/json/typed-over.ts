import { EditorView } from '@codemirror/view';

/**
 * Puts typed text in the place of what was selected. Left to itself, Chromium gives it the colour of what was there by a
 * style attribute, which the page's policy refuses with a complaint.
 */
export const typedOver = EditorView.domEventHandlers({
  beforeinput: (event, view) => {
    const [range] = event.getTargetRanges();
    const isTyped = event.inputType === 'insertText' && !event.isComposing;
    if (!isTyped || event.data === null || !range || range.collapsed) return false;
    const { state } = view;
    const typed = state.toText(event.data);
    const drawn = {
      from: view.posAtDOM(range.startContainer, range.startOffset),
      to: view.posAtDOM(range.endContainer, range.endOffset),
    };
    // Of a long text not all that is selected is drawn.
    const { main } = state.selection;
    const { from, to } = !main.empty && main.from <= drawn.from && main.to >= drawn.to ? main : drawn;
    view.dispatch({
      changes: { from, to, insert: typed },
      selection: { anchor: from + typed.length },
      userEvent: 'input.type',
      scrollIntoView: true,
    });
    return true;
  },
});
