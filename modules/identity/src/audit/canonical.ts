import { createHash } from 'node:crypto';

/** An entry as it is stored; times in ISO 8601 with milliseconds, `before` and `after` as the text that was hashed. */
export type StoredEntry = {
  chain: string;
  sequence: number;
  id: string;
  at: string;
  actor_type: string;
  actor_id: string;
  actor_name: string;
  address: string | null;
  user_agent: string | null;
  request_id: string;
  action: string;
  subject_type: string;
  subject_id: string;
  subject_name: string | null;
  before: string | null;
  after: string | null;
};

/** Begins what is hashed, so that another way of writing it down could be told apart. */
const FORMAT = 'tidings-audit-1';

/** What stands before the first entry of a chain. */
export const GENESIS = '0'.repeat(64);

/**
 * The SHA-256 of an entry, in hexadecimal: over the UTF-8 text of a JSON array (RFC 8259, without white space) of the
 * format's name, the hash of the entry before it, and every field in the order below. Whoever has the rows can check
 * them without Tidings.
 */
export function hashOf(entry: StoredEntry, previousHash: string): string {
  const fields = [
    FORMAT,
    previousHash,
    entry.chain,
    entry.sequence,
    entry.id,
    entry.at,
    entry.actor_type,
    entry.actor_id,
    entry.actor_name,
    entry.address,
    entry.user_agent,
    entry.request_id,
    entry.action,
    entry.subject_type,
    entry.subject_id,
    entry.subject_name,
    entry.before,
    entry.after,
  ];
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}
