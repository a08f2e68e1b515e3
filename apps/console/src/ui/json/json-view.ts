import { defaultKeymap, history, historyKeymap, isolateHistory } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { Annotation, Compartment } from '@codemirror/state';
import { EditorView, highlightSpecialChars, keymap, lineNumbers } from '@codemirror/view';

import { styleNonce } from '../../app/style-nonce.ts';
import { acrossLines } from './across-lines.ts';
import { faultLines, sameLines, setFaultLines } from './fault-lines.ts';
import { jsonPaint } from './json-paint.ts';
import { Told } from '../told.ts';

/** Marks what was changed by the page, which need not be told of it. */
const byPage = Annotation.define<boolean>();

interface Given {
  parent: HTMLElement;
  text: string;
  /** Told of each change that a person makes. */
  onText: (text: string) => void;
}

/** CodeMirror for JSON, as the console uses it. Tab is not taken: it leads out of the field. */
export class JsonView {
  readonly #view: EditorView;
  readonly #attributes = new Compartment();
  readonly #told = new Told();
  /** Null where the text has changed since: the marks moved with it, and may be gone. */
  #marked: readonly number[] | null = [];

  constructor({ parent, text, onText }: Given) {
    this.#view = new EditorView({
      parent,
      doc: text,
      extensions: [
        // Its styles are elements, which the page's policy allows by this nonce alone.
        EditorView.cspNonce.of(styleNonce()),
        EditorView.lineWrapping,
        lineNumbers(),
        highlightSpecialChars(),
        history(),
        json(),
        jsonPaint,
        faultLines,
        acrossLines,
        keymap.of([...historyKeymap, ...defaultKeymap]),
        this.#attributes.of([]),
        EditorView.updateListener.of(({ docChanged, transactions, state }) => {
          if (!docChanged) return;
          this.#marked = null;
          if (transactions.some((each) => each.annotation(byPage))) return;
          const changed = state.doc.toString();
          this.#told.tell(changed);
          onText(changed);
        }),
      ],
    });
  }

  /** Shows a text, unless it is what was typed here and comes back. */
  setText(text: string): void {
    const { doc } = this.#view.state;
    if (this.#told.isEcho(text) || doc.toString() === text) return;
    this.#view.dispatch({
      changes: { from: 0, to: doc.length, insert: text },
      // A step of its own: undone, it leaves what was typed right before.
      annotations: [byPage.of(true), isolateHistory.of('full')],
    });
  }

  describe(about: { labelledBy: string; describedBy: string; isInvalid: boolean }): void {
    const attributes = EditorView.contentAttributes.of({
      // It has the focus by Tab as it is. This says so to checks, of the region around it that scrolls.
      tabindex: '0',
      'aria-labelledby': about.labelledBy,
      'aria-describedby': about.describedBy,
      ...(about.isInvalid && { 'aria-invalid': 'true' }),
    });
    this.#view.dispatch({ effects: this.#attributes.reconfigure(attributes) });
  }

  markLines(lines: readonly number[]): void {
    if (this.#marked && sameLines(lines, this.#marked)) return;
    this.#marked = lines;
    this.#view.dispatch({ effects: setFaultLines.of(lines) });
  }

  selectLine(line: number): void {
    const { doc } = this.#view.state;
    const { from, to } = doc.line(Math.min(line, doc.lines));
    this.#view.dispatch({ selection: { anchor: from, head: to }, effects: EditorView.scrollIntoView(from) });
    this.#view.focus();
  }

  focus(): void {
    this.#view.focus();
  }

  destroy(): void {
    this.#view.destroy();
  }
}
