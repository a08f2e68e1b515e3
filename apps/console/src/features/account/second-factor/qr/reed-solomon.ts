/** x⁸ + x⁴ + x³ + x² + 1: the field that ISO/IEC 18004 computes in. */
const POLYNOMIAL = 0x11d;

function multiply(a: number, b: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >>> 7) * POLYNOMIAL);
    if ((b >>> bit) & 1) product ^= a;
  }
  return product;
}

/** (x + 1)(x + 2)(x + 4)…, without its highest coefficient, which is 1. */
function generator(degree: number): number[] {
  let coefficients = [1];
  let root = 1;
  for (let step = 0; step < degree; step += 1) {
    const next = [...coefficients, 0];
    coefficients.forEach((value, at) => {
      next[at + 1] = (next[at + 1] ?? 0) ^ multiply(value, root);
    });
    coefficients = next;
    root = multiply(root, 2);
  }
  return coefficients.slice(1);
}

/** The codewords that let a reader mend errors in `data` (ISO/IEC 18004 §7.5.2). */
export function errorCorrection(data: readonly number[], length: number): number[] {
  const divisor = generator(length);
  let rest: number[] = divisor.map(() => 0);
  for (const byte of data) {
    const factor = byte ^ (rest[0] ?? 0);
    rest = divisor.map((coefficient, at) => (rest[at + 1] ?? 0) ^ multiply(coefficient, factor));
  }
  return rest;
}
