import { ensureSyntaxTree, matchBrackets, syntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';
import { type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { classHighlighter, highlightTree } from '@lezer/highlight';

import './json-highlights.css';

/** As `json-highlights.css` names them. */
type Name = 'string' | 'word' | 'punctuation' | 'pair' | 'alone';
type Painted = { name: Name; from: number; to: number };

const NAMES = new Map<string, Name>([
  ['tok-string', 'string'],
  ['tok-number', 'word'],
  ['tok-bool', 'word'],
  ['tok-keyword', 'word'],
  ['tok-punctuation', 'punctuation'],
]);
/** Longer than reading any text that a person writes here takes. */
const PARSE_MS = 25;

/** Browsers that cannot do it show the text without colours. */
const canPaint = 'Highlight' in globalThis && 'highlights' in CSS;

/** The page has one of each name, for all of its editors. */
function highlightOf(name: Name): Highlight {
  const known = CSS.highlights.get(`json-${name}`);
  if (known) return known;
  const made = new Highlight();
  CSS.highlights.set(`json-${name}`, made);
  return made;
}

function tokensOf(state: EditorState, from: number, to: number): Painted[] {
  const tokens: Painted[] = [];
  const tree = ensureSyntaxTree(state, to, PARSE_MS) ?? syntaxTree(state);
  const note = (start: number, end: number, classes: string) => {
    const name = classes.split(' ').flatMap((each) => NAMES.get(each) ?? [])[0];
    if (name) tokens.push({ name, from: start, to: end });
  };
  highlightTree(tree, classHighlighter, note, from, to);
  return tokens;
}

/** The bracket that the cursor stands at, and its other one. */
function bracketsOf(state: EditorState): Painted[] {
  const { main } = state.selection;
  if (!main.empty) return [];
  const match = matchBrackets(state, main.head, -1) ?? matchBrackets(state, main.head, 1);
  if (!match) return [];
  const name = match.matched ? 'pair' : 'alone';
  return [match.start, ...(match.end ? [match.end] : [])].map(({ from, to }) => ({ name, from, to }));
}

/**
 * Colours for the text by the CSS Custom Highlight API. Elements with colours of their own would have Chromium keep these by a
 * style attribute where text is typed over, which the page's policy refuses with a complaint.
 */
class Paint {
  #painted: { highlight: Highlight; range: AbstractRange }[] = [];

  constructor(view: EditorView) {
    this.#plan(view);
  }

  update({ view }: ViewUpdate): void {
    this.#plan(view);
  }

  destroy(): void {
    for (const { highlight, range } of this.#painted) highlight.delete(range);
    this.#painted = [];
  }

  /** Once the text is in the page, and before that is drawn. */
  #plan(view: EditorView): void {
    view.requestMeasure({ key: this, read: () => this.#paint(view) });
  }

  #paint(view: EditorView): void {
    this.destroy();
    const { state, hasFocus, viewport } = view;
    const parts = tokensOf(state, viewport.from, viewport.to);
    if (hasFocus)
      parts.push(...bracketsOf(state).filter(({ from, to }) => from >= viewport.from && to <= viewport.to));
    for (const { name, from, to } of parts) {
      const start = view.domAtPos(from, 1);
      const end = view.domAtPos(to, -1);
      const range = new StaticRange({
        startContainer: start.node,
        startOffset: start.offset,
        endContainer: end.node,
        endOffset: end.offset,
      });
      const highlight = highlightOf(name);
      highlight.add(range);
      this.#painted.push({ highlight, range });
    }
  }
}

export const jsonPaint = canPaint ? ViewPlugin.fromClass(Paint) : [];
