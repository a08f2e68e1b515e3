import { codewordsOf } from './codewords.ts';
import { Grid } from './grid.ts';
import { MASKS, penalty } from './masks.ts';
import { drawFormat, drawPatterns } from './patterns.ts';
import { VERSIONS } from './versions.ts';

/**
 * A QR code of the text as UTF-8, without the light margin of 4 modules that it needs: rows of modules, `true` for
 * dark. Byte mode, error correction M, the smallest version that holds it (ISO/IEC 18004:2015). Null beyond 666 bytes.
 */
export function qrCode(text: string): boolean[][] | null {
  const bytes = new TextEncoder().encode(text);
  const version = VERSIONS.find(({ capacity }) => bytes.length <= capacity);
  if (!version) return null;
  const words = codewordsOf(bytes, version);
  const symbols = MASKS.map((isTurned, mask) => {
    const grid = new Grid(version.size);
    drawPatterns(grid, version);
    drawFormat(grid, mask);
    drawData(grid, words, isTurned);
    return grid.rows();
  });
  const points = symbols.map(penalty);
  return symbols[points.indexOf(Math.min(...points))] ?? null;
}

/** Two columns at a time from the right, upwards and downwards in turns, around what is fixed (§7.7.3). */
function drawData(grid: Grid, words: readonly number[], isTurned: (x: number, y: number) => boolean): void {
  const { size } = grid;
  let bit = 0;
  let isUpwards = true;
  for (let right = size - 1; right > 0; right -= 2) {
    // The column of the timing pattern is none.
    if (right === 6) right = 5;
    for (let step = 0; step < size; step += 1) {
      const y = isUpwards ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (grid.isFixed(x, y)) continue;
        const isSet = (((words[bit >>> 3] ?? 0) >>> (7 - (bit & 7))) & 1) === 1;
        grid.set(x, y, isSet !== isTurned(x, y));
        bit += 1;
      }
    }
    isUpwards = !isUpwards;
  }
}
