import { randomInt } from 'node:crypto';

const CODES = 10;
/** Ten of these are 49 random bits, in two groups that can be read out; none looks like another. */
const LETTERS = '23456789abcdefghjkmnpqrstuvwxyz';

/** The codes that stand in for an authenticator app, each of which works once, such as `7kq2m-x9fpd`. */
export function makeBackupCodes(): string[] {
  const group = () => Array.from({ length: 5 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return Array.from({ length: CODES }, () => `${group()}-${group()}`);
}
