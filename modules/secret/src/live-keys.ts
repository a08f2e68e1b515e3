/** A secret or a private key in the clear. */
export type SigningKey = {
  key: string;
  /** Milliseconds since 1970; null: until it is rolled. */
  expiresAtMs: number | null;
};

/** What signs for a webhook, each newest first. */
export type SigningKeys = { secrets: SigningKey[]; pairs: SigningKey[] };

export const NO_KEYS: SigningKeys = { secrets: [], pairs: [] };

/** Those of a webhook's keys that sign at a moment: between reading and signing one may have ended. */
export function keysAt(keys: SigningKey[], atMs: number): string[] {
  return keys.filter(({ expiresAtMs }) => expiresAtMs === null || expiresAtMs > atMs).map(({ key }) => key);
}
