import { describe, expect, it } from 'vitest';

import {
  around,
  rowCount,
  rowIndex,
  rowsWithin,
  slotsOf,
  stretchIn,
  type Lines,
  type Slot,
} from './row-window.ts';

const WINDOW_PX = 800;
const table = (count: number, heightOf: Lines['heightOf'] = () => 40): Lines => ({
  count,
  perLine: 1,
  gap: 0,
  heightOf,
});
const grid = (count: number): Lines => ({ count, perLine: 3, gap: 12, heightOf: () => 200 });

const rowsOf = (slots: readonly Slot[]) => slots.filter((slot) => typeof slot === 'number');
/** What all of it takes, as it is drawn. */
const heightOf = ({ perLine, gap, heightOf: of }: Lines, slots: readonly Slot[]) => {
  const lines = slots.filter((slot) => typeof slot !== 'number' || slot % perLine === 0);
  return lines.reduce<number>(
    (sum, slot) => sum + gap + (typeof slot === 'number' ? of(slot) : slot.height),
    -gap,
  );
};

describe('the part of a list that is drawn', () => {
  it('is what the window shows and somewhat more, and changes in steps', () => {
    expect(stretchIn(WINDOW_PX, -10_000, null)).toEqual({ from: 9_600, to: 11_200 });
    expect(stretchIn(WINDOW_PX, -10_399, null)).toEqual({ from: 9_600, to: 11_600 });
    expect(stretchIn(WINDOW_PX, -10_400, null)).toEqual({ from: 10_000, to: 11_600 });
  });

  it('is as much wherever the list stands, also below the window', () => {
    expect(stretchIn(WINDOW_PX, 300, null)).toEqual({ from: 0, to: 1_600 });
    expect(stretchIn(WINDOW_PX, 5_000, null)).toEqual({ from: 0, to: 1_600 });
  });

  it('is nothing of one of several lists that is out of sight', () => {
    const ofPart = (top: number) => rowsWithin(table(10), stretchIn(WINDOW_PX, top, null, 0));
    expect(ofPart(5_000)).toEqual({ from: 10, to: 10 });
    expect(ofPart(300)).toEqual({ from: 0, to: 10 });
  });

  it('is the same whether or not something above is open, however high that is', () => {
    const closed = stretchIn(WINDOW_PX, -10_000, null);
    expect(stretchIn(WINDOW_PX, -13_000, { top: -5_000, height: 3_000 })).toEqual(closed);
    expect(stretchIn(WINDOW_PX, -10_000, { top: 900, height: 3_000 })).toEqual(closed);
    // The window is full of what is open: the rows above and below it are those that it stands between.
    expect(stretchIn(WINDOW_PX, -11_000, { top: -1_000, height: 3_000 })).toEqual({
      from: 9_600,
      to: 11_200,
    });
  });

  it('is a number of rows that does not grow with the list', () => {
    for (const count of [300, 1_000_000 / 100]) {
      const { from, to } = rowsWithin(table(count), stretchIn(WINDOW_PX, -7_777, null));
      expect([from, to]).toEqual([180, 230]);
    }
    expect(rowsWithin(table(10), { from: 9_600, to: 11_200 })).toEqual({ from: 10, to: 10 });
    expect(rowsWithin(table(0), { from: 0, to: 1_600 })).toEqual({ from: 0, to: 0 });
  });

  it('follows the heights that rows have', () => {
    const uneven = table(300, (at) => (at < 100 ? 80 : 40));
    expect(rowsWithin(uneven, { from: 7_600, to: 8_400 })).toEqual({ from: 95, to: 110 });
  });
});

describe('the room for rows that are not drawn', () => {
  const kept = new Set([0, 299, ...around(150)]);

  it('makes the list as high as all of its rows would', () => {
    for (const within of [
      { from: 40, to: 80 },
      { from: 0, to: 50 },
      { from: 300, to: 300 },
    ]) {
      for (const lines of [table(300, (at) => 40 + (at % 7)), grid(300)]) {
        const all = Array.from({ length: 300 }, (_, at) => at);
        expect(heightOf(lines, slotsOf(lines, within, kept))).toBe(heightOf(lines, all));
      }
    }
  });

  it('stands on both sides of rows that are kept', () => {
    const slots = slotsOf(table(300), { from: 40, to: 42 }, kept);
    expect(slots).toEqual([
      0,
      { before: 40, height: 39 * 40 },
      40,
      41,
      { before: 149, height: 107 * 40 },
      149,
      150,
      151,
      { before: 299, height: 147 * 40 },
      299,
    ]);
  });

  it('keeps whole lines of a grid, so that no card changes its place', () => {
    const slots = slotsOf(grid(300), { from: 0, to: 3 }, new Set([150]));
    expect(rowsOf(slots)).toEqual([0, 1, 2, 150, 151, 152]);
  });

  it('is not there where everything is drawn', () => {
    expect(slotsOf(table(3), { from: 0, to: 3 }, new Set([0, 2]))).toEqual([0, 1, 2]);
    expect(slotsOf(table(0), { from: 0, to: 0 }, new Set([0, -1]))).toEqual([]);
  });
});

describe('a table of which not all rows are drawn', () => {
  it('says how many rows it has, its head and what is open among them, where that is known', () => {
    expect(rowCount(300, true, -1)).toBe(301);
    expect(rowCount(300, true, 7)).toBe(302);
    expect(rowCount(300, false, 7)).toBe(-1);
  });

  it('counts on behind what is open', () => {
    expect([0, 7, 8, 299].map((at) => rowIndex(at, 7))).toEqual([2, 9, 11, 302]);
    expect(rowIndex(299, -1)).toBe(301);
  });
});
