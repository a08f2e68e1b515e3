/** The digits of TypeID 0.3: Crockford's base 32 in lower case, in ascending order of their ASCII codes. */
const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';
/** What follows 48 bits of Unix milliseconds in the lowest UUIDv7 of a millisecond: version 7 and variant 0b10 (RFC 9562 §5.7). */
const BITS_BELOW_TIME = 80n;
const LOWEST = (7n << 76n) | (2n << 62n);
const LAST_MS = 2 ** 48 - 1;

/**
 * The lowest delivery id that could be made in the millisecond of `at`: every id made before it is smaller, every
 * later one larger, in the order of the collation "C". So a bound in time is one on an index that ends with the id.
 */
export function firstDeliveryIdAt(at: Date): string {
  const ms = Math.min(Math.max(at.getTime(), 0), LAST_MS);
  const digits = ((BigInt(ms) << BITS_BELOW_TIME) | LOWEST).toString(32).padStart(26, '0');
  return `del_${[...digits].map((digit) => DIGITS[Number.parseInt(digit, 32)]).join('')}`;
}
