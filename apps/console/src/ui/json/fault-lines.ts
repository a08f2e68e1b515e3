import { RangeSet, StateEffect, StateField, type Text } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, GutterMarker, gutterLineClass } from '@codemirror/view';

import classes from './json-area.module.css';

/** Says which lines have a fault, from 1. */
export const setFaultLines = StateEffect.define<readonly number[]>();

const faulty = Decoration.line({ class: classes.fault ?? '' });

class FaultNumber extends GutterMarker {
  override readonly elementClass = classes.faultNumber ?? '';
}
const faultNumber = new FaultNumber();

/** The lines with a fault, marked, and their numbers. They move with the text until the next ones are said. */
export const faultLines = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (lines, { changes, effects, newDoc }) =>
    effects.reduce(
      (shown, effect) => (effect.is(setFaultLines) ? marksOf(newDoc, effect.value) : shown),
      lines.map(changes),
    ),
  provide: (field) => [
    EditorView.decorations.from(field),
    gutterLineClass.compute([field], (state) => {
      const numbers = [];
      for (const cursor = state.field(field).iter(); cursor.value; cursor.next())
        numbers.push(faultNumber.range(cursor.from));
      return RangeSet.of(numbers);
    }),
  ],
});

function marksOf(doc: Text, lines: readonly number[]): DecorationSet {
  const there = [...new Set(lines)].filter((line) => line <= doc.lines).toSorted((a, b) => a - b);
  return Decoration.set(there.map((line) => faulty.range(doc.line(line).from)));
}

export function sameLines(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((line, index) => line === other[index]);
}
