const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
let counter = 0;

/** An id that the schemas accept, ascending in time as the real ones are. */
export function mockId(prefix: string): string {
  counter += 1;
  let rest = '';
  for (let value = counter * 7_919, index = 0; index < 8; index += 1) {
    rest = (ALPHABET[value % 32] ?? '0') + rest;
    value = Math.floor(value / 32);
  }
  return `${prefix}_01kaf3c2v7e8w9xk4t${rest}`;
}
