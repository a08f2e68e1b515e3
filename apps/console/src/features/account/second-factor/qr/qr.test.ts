import { expect, it } from 'vitest';

import { qrCode } from './qr.ts';
import { errorCorrection } from './reed-solomon.ts';

/** As an independent reader (jsQR 1.4) read it. */
const HELLO = [
  '#######.##.#..#######',
  '#.....#..##.#.#.....#',
  '#.###.#..####.#.###.#',
  '#.###.#.#..#..#.###.#',
  '#.###.#.#...#.#.###.#',
  '#.....#.#.##..#.....#',
  '#######.#.#.#.#######',
  '........#####........',
  '#...#.######.#####..#',
  '...###..#.###..#.####',
  '#.##..#.#.##..###..#.',
  '###..#...#...##.#....',
  '..#.###..#..###...##.',
  '........###.###..#.##',
  '#######.##..##...#.#.',
  '#.....#....##..#...#.',
  '#.###.#.#..#..###.#.#',
  '#.###.#....##....#.##',
  '#.###.#..###..####...',
  '#.....#..#...##......',
  '#######.#...#####.#.#',
];

it('draws a symbol that readers read', () => {
  const drawn = qrCode('HELLO')?.map((row) => row.map((isDark) => (isDark ? '#' : '.')).join(''));
  expect(drawn).toEqual(HELLO);
});

it('takes the smallest version that holds the text, and none beyond the largest', () => {
  expect(qrCode('a'.repeat(14))).toHaveLength(21);
  expect(qrCode('a'.repeat(15))).toHaveLength(25);
  expect(qrCode('é'.repeat(333))).toHaveLength(97);
  expect(qrCode('a'.repeat(667))).toBeNull();
});

// Published for "HELLO WORLD" in a symbol 1-M.
it('corrects errors as the standard computes it', () => {
  const data = [32, 91, 11, 120, 209, 114, 220, 77, 67, 64, 236, 17, 236, 17, 236, 17];
  expect(errorCorrection(data, 10)).toEqual([196, 35, 39, 119, 235, 215, 231, 226, 93, 23]);
});
