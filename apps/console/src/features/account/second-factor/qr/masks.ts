/** Which modules each mask turns over (table 10): `x` to the right, `y` down. */
export const MASKS: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_x, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** Looks like the edge of a finder pattern, with room on one side. */
const FINDER_LIKE = /(?=10111010000|00001011101)/g;

/** How hard a symbol is to read (§7.8.3): runs, blocks, what looks like a finder pattern, imbalance. */
export function penalty(rows: readonly boolean[][]): number {
  const across = rows.map((row) => row.map(Number).join(''));
  const down = rows.map((_, x) => rows.map((row) => Number(row[x])).join(''));
  let points = 0;
  for (const line of [...across, ...down]) {
    for (const [run] of line.matchAll(/0{5,}|1{5,}/g)) points += run.length - 2;
    points += 40 * [...line.matchAll(FINDER_LIKE)].length;
  }
  let dark = 0;
  rows.forEach((row, y) => {
    row.forEach((module, x) => {
      if (module) dark += 1;
      const isBlock =
        x > 0 &&
        y > 0 &&
        row[x - 1] === module &&
        rows[y - 1]?.[x] === module &&
        rows[y - 1]?.[x - 1] === module;
      if (isBlock) points += 3;
    });
  });
  const percent = (dark * 100) / rows.length ** 2;
  return points + 10 * Math.floor(Math.abs(percent - 50) / 5);
}
