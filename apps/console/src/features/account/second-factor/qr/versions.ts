/** Of versions 1 to 20 with error correction M (15 %): codewords that correct a block, and blocks (table 9). */
const CORRECTION = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26];
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16];

export interface Version {
  number: number;
  /** Modules a side. */
  size: number;
  blocks: number;
  /** Codewords that correct one block. */
  correction: number;
  /** Codewords of all blocks together, corrections included. */
  codewords: number;
  /** Bytes of text. */
  capacity: number;
}

/** Centres of the alignment patterns, the same across and down (annex E). */
export function alignments({ number, size }: Pick<Version, 'number' | 'size'>): number[] {
  if (number === 1) return [];
  const count = Math.floor(number / 7) + 2;
  const step = Math.ceil((number * 4 + 4) / (count * 2 - 2)) * 2;
  return [6, ...Array.from({ length: count - 1 }, (_, index) => size - 7 - step * (count - 2 - index))];
}

/** Modules that are left for codewords once all patterns are drawn. */
function dataModules(number: number): number {
  const all = (16 * number + 128) * number + 64;
  if (number === 1) return all;
  const count = Math.floor(number / 7) + 2;
  return all - ((25 * count - 10) * count - 55) - (number >= 7 ? 36 : 0);
}

export const VERSIONS: readonly Version[] = CORRECTION.map((correction, index) => {
  const number = index + 1;
  const blocks = BLOCKS[index] ?? 1;
  const codewords = Math.floor(dataModules(number) / 8);
  // Before the text: 4 bits that say that it is bytes, and its length.
  const head = number < 10 ? 12 : 20;
  const capacity = codewords - blocks * correction - Math.ceil(head / 8);
  return { number, size: number * 4 + 17, blocks, correction, codewords, capacity };
});
