import { hash } from 'node:crypto';

/**
 * The key under which a facet's value is indexed: 64 bits of a hash over account, name and value, in lower case and without
 * blanks around it, as the text of an `int8`. So an index entry is 8 bytes however long the value is, another account's values are other
 * keys, and what was erased cannot be read from it. Two values that share a key are as likely as guessing it.
 */
export function facetKey(accountId: string, name: string, value: string): string {
  const text = `${accountId}\0${name}\0${value.trim().toLowerCase()}`;
  const known = keys.get(text);
  if (known !== undefined) return known;
  const key = BigInt.asIntN(64, BigInt(`0x${hash('sha1', text, 'hex').slice(0, 16)}`)).toString();
  if (value.includes('@')) return key; // no address is kept in mind beyond its event, and few come twice
  if (keys.size >= KEYS_LIMIT) keys.clear();
  keys.set(text, key);
  return key;
}

/** Keys that were made lately: campaigns, tags and workspaces repeat, and a hash costs ten times a look here. */
const keys = new Map<string, string>();
const KEYS_LIMIT = 20_000;

/** An `int8[]` as a literal. */
export function keyArray(keys: string[]): string {
  return `{${keys.join(',')}}`;
}
