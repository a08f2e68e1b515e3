import { errorCorrection } from './reed-solomon.ts';
import type { Version } from './versions.ts';

const BYTES = 0b0100;
const PADDING = [0xec, 0x11];

/** The text as codewords: what it is, how long, itself, and padding to the end (§7.4). */
function dataCodewords(text: Uint8Array, version: Version): number[] {
  const lengthBits = version.number < 10 ? 8 : 16;
  const bits: number[] = [];
  const push = (value: number, count: number) => {
    for (let bit = count - 1; bit >= 0; bit -= 1) bits.push((value >>> bit) & 1);
  };
  push(BYTES, 4);
  push(text.length, lengthBits);
  for (const byte of text) push(byte, 8);
  push(0, 4);
  const words: number[] = [];
  for (let at = 0; at + 8 <= bits.length; at += 8) {
    words.push(bits.slice(at, at + 8).reduce((word, bit) => word * 2 + bit, 0));
  }
  const total = version.codewords - version.blocks * version.correction;
  for (let turn = 0; words.length < total; turn += 1) words.push(PADDING[turn % 2] ?? 0);
  return words;
}

/** All codewords in the order in which they are drawn: block by block in turns, then the corrections (§7.6). */
export function codewordsOf(text: Uint8Array, version: Version): number[] {
  const words = dataCodewords(text, version);
  const short = Math.floor(words.length / version.blocks);
  const longer = words.length % version.blocks;
  const blocks: number[][] = [];
  let from = 0;
  for (let index = 0; index < version.blocks; index += 1) {
    const length = short + (index >= version.blocks - longer ? 1 : 0);
    blocks.push(words.slice(from, from + length));
    from += length;
  }
  const corrections = blocks.map((block) => errorCorrection(block, version.correction));
  return [...inTurns(blocks), ...inTurns(corrections)];
}

function inTurns(blocks: readonly number[][]): number[] {
  const longest = Math.max(...blocks.map((block) => block.length));
  return Array.from({ length: longest }, (_, at) => blocks.flatMap((block) => block[at] ?? [])).flat();
}
