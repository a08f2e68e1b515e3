import { hash } from 'node:crypto';

/**
 * The key under which a facet's value is indexed: 64 bits of a hash over account, name and value in lower case, as the
 * text of an `int8`. So an index entry is 8 bytes however long the value is, another account's values are other
 * keys, and what was erased cannot be read from it. Two values that share a key are as likely as guessing it.
 */
export function facetKey(accountId: string, name: string, value: string): string {
  const digest = hash('sha1', `${accountId}\0${name}\0${value.toLowerCase()}`, 'buffer');
  return digest.readBigInt64BE(0).toString();
}

/** An `int8[]` as a literal. */
export function keyArray(keys: string[]): string {
  return `{${keys.join(',')}}`;
}
