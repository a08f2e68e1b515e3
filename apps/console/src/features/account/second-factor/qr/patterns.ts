import type { Grid } from './grid.ts';
import { alignments, type Version } from './versions.ts';

/** The remainder of a BCH code (annexes C and D): `value` followed by so many bits. */
function withRemainder(value: number, bits: number, polynomial: number): number {
  let rest = value;
  for (let step = 0; step < bits; step += 1) {
    rest = (rest << 1) ^ (((rest >>> (bits - 1)) & 1) * polynomial);
  }
  return (value << bits) | rest;
}

/** Concentric squares around a centre: dark unless their distance from it is in `light`. */
function squares(
  grid: Grid,
  centre: { x: number; y: number },
  reach: number,
  light: readonly number[],
): void {
  for (let dy = -reach; dy <= reach; dy += 1) {
    for (let dx = -reach; dx <= reach; dx += 1) {
      const distance = Math.max(Math.abs(dx), Math.abs(dy));
      grid.fix(centre.x + dx, centre.y + dy, !light.includes(distance));
    }
  }
}

/** All that a reader finds its way by (§6.3). */
export function drawPatterns(grid: Grid, version: Version): void {
  const { size } = grid;
  for (let at = 0; at < size; at += 1) {
    grid.fix(6, at, at % 2 === 0);
    grid.fix(at, 6, at % 2 === 0);
  }
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const) {
    squares(grid, { x, y }, 4, [2, 4]);
  }
  const centres = alignments(version);
  const last = centres.length - 1;
  centres.forEach((x, column) => {
    centres.forEach((y, row) => {
      const isCorner = (column === 0 && (row === 0 || row === last)) || (column === last && row === 0);
      if (!isCorner) squares(grid, { x, y }, 2, [1]);
    });
  });
  if (version.number >= 7) drawVersion(grid, version.number);
}

function drawVersion(grid: Grid, number: number): void {
  const bits = withRemainder(number, 12, 0x1f25);
  for (let at = 0; at < 18; at += 1) {
    const isDark = ((bits >>> at) & 1) === 1;
    const far = grid.size - 11 + (at % 3);
    const near = Math.floor(at / 3);
    grid.fix(far, near, isDark);
    grid.fix(near, far, isDark);
  }
}

/** Says twice which mask is on, and that error correction is M, whose bits are 00 (§7.9). */
export function drawFormat(grid: Grid, mask: number): void {
  const { size } = grid;
  const bits = withRemainder(mask, 10, 0x537) ^ 0x5412;
  const isDark = (at: number) => ((bits >>> at) & 1) === 1;
  for (let at = 0; at <= 5; at += 1) grid.fix(8, at, isDark(at));
  grid.fix(8, 7, isDark(6));
  grid.fix(8, 8, isDark(7));
  grid.fix(7, 8, isDark(8));
  for (let at = 9; at < 15; at += 1) grid.fix(14 - at, 8, isDark(at));
  for (let at = 0; at < 8; at += 1) grid.fix(size - 1 - at, 8, isDark(at));
  for (let at = 8; at < 15; at += 1) grid.fix(8, size - 15 + at, isDark(at));
  grid.fix(8, size - 8, true);
}
