import type { KeyObject } from 'node:crypto';

const KEYS_LIMIT = 10_000;

/** Keys that were used lately. Making one costs four times as much as signing with it. */
export function cachedKeys(make: (text: string) => KeyObject): (text: string) => KeyObject {
  const keys = new Map<string, KeyObject>();
  return (text) => {
    const known = keys.get(text);
    if (known) return known;
    if (keys.size >= KEYS_LIMIT) keys.clear();
    const key = make(text);
    keys.set(text, key);
    return key;
  };
}
