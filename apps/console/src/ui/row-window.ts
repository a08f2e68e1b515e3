/** How far beyond the window's edges rows are drawn, so that they are there before they come into sight. */
const MARGIN_PX = 400;

/** A stretch of a list: in px from the list's top, or in rows, the last one not included. */
export interface Stretch {
  from: number;
  to: number;
}

/** A long list as it is laid out: rows in lines, of which a grid has several in each. */
export interface Lines {
  count: number;
  perLine: number;
  /** Between two lines, in px. */
  gap: number;
  /** Of the row at a place, in px. */
  heightOf: (at: number) => number;
}

/** A row, by its place, or room for those that are not drawn above the row at `before`. */
export type Slot = number | { before: number; height: number };

/** What is open in a list, in px from the top of the window. */
interface Opened {
  top: number;
  height: number;
}

/**
 * What of a list is to be drawn in a window that is `viewport` high, when the list's top is at `top` in it: as if nothing
 * in the list were open, and in steps, so that few movements change it. However far away the list is, `least` px of it are
 * drawn: a window full, for those who come to it by the keyboard, where it is not one of several below each other.
 */
export function stretchIn(
  viewport: number,
  top: number,
  opened: Opened | null,
  least = viewport + 2 * MARGIN_PX,
): Stretch {
  const placeOf = (edge: number) => {
    const passed = opened ? Math.min(Math.max(edge - opened.top, 0), opened.height) : 0;
    return edge - top - passed;
  };
  const from = Math.max(0, Math.floor(placeOf(0) / MARGIN_PX) * MARGIN_PX - MARGIN_PX);
  const to = Math.ceil(placeOf(viewport) / MARGIN_PX) * MARGIN_PX + MARGIN_PX;
  return { from, to: Math.max(to, from + least) };
}

interface Line {
  /** The rows of it, the last one not included. */
  from: number;
  to: number;
  height: number;
  top: number;
}

function* eachLine({ count, perLine, gap, heightOf }: Lines): Generator<Line> {
  let top = 0;
  for (let from = 0; from < count; from += perLine) {
    const to = Math.min(from + perLine, count);
    let height = 0;
    for (let at = from; at < to; at += 1) height = Math.max(height, heightOf(at));
    yield { from, to, height, top };
    top += height + gap;
  }
}

/** The rows that stand in a stretch of so many px. */
export function rowsWithin(lines: Lines, { from, to }: Stretch): Stretch {
  const within: Stretch = { from: lines.count, to: 0 };
  for (const line of eachLine(lines)) {
    if (line.top + line.height <= from || line.top >= to) continue;
    within.from = Math.min(within.from, line.from);
    within.to = line.to;
  }
  return within.to === 0 ? { from: lines.count, to: lines.count } : within;
}

/** The rows to draw: those of `within`, and those that are kept wherever they are. In between is room for the others. */
export function slotsOf(lines: Lines, within: Stretch, kept: ReadonlySet<number>): Slot[] {
  const slots: Slot[] = [];
  let skipped = 0;
  const skip = (before: number) => {
    // The room has a gap above and below it, as a line has.
    if (skipped > 0) slots.push({ before, height: skipped - lines.gap });
    skipped = 0;
  };
  for (const { from, to, height } of eachLine(lines)) {
    const places = Array.from({ length: to - from }, (_, index) => from + index);
    if ((from >= within.from && from < within.to) || places.some((at) => kept.has(at))) {
      skip(from);
      slots.push(...places);
    } else {
      skipped += height + lines.gap;
    }
  }
  skip(lines.count);
  return slots;
}

/** A row and those beside it, to which Tab leads from it; none where it is not in the list. */
export function around(at: number): number[] {
  return at === -1 ? [] : [at - 1, at, at + 1];
}

/**
 * How many rows a table has for those who hear it read, of which not all are drawn; -1 where there are more than are known.
 * Its head is a row, and so is what is open below the row at `openAt`.
 */
export function rowCount(known: number, isWhole: boolean, openAt: number): number {
  return isWhole ? 1 + known + (openAt === -1 ? 0 : 1) : -1;
}

/** Which of these rows, counted from 1, is the one at a place. */
export function rowIndex(at: number, openAt: number): number {
  return 2 + at + (openAt !== -1 && openAt < at ? 1 : 0);
}
