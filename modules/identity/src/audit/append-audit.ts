import { type AuditRecord, type AuditState, newId, type Sql, statement } from '@tidings/kernel';
import { hashOf, type StoredEntry } from './canonical.ts';
import { chainOf } from './chain.ts';

/** More would be a document and not a change; the entry then says how much there was. */
const STATE_CHARACTERS = 64 * 1024;

// Primary key of audit.chain.
const LOCK_CHAIN = statement<{ sequence: string; hash: string; at: string }>(
  'audit.lock-chain',
  `SELECT sequence::text, encode(hash, 'hex') AS hash,
          to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at
   FROM audit.lock_chain($1)`,
);
const INSERT = statement<never>(
  'audit.insert-entry',
  `INSERT INTO audit.entry
     (chain, sequence, id, at, actor_type, actor_id, actor_name, address, user_agent, request_id, action, subject_type,
      subject_id, subject_name, before, after, previous_hash, hash)
   VALUES ($1, $2::bigint, $3, $4::timestamptz, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15::json, $16::json,
           decode($17, 'hex'), decode($18, 'hex'))`,
);

/**
 * Appends to the chain of the record's account, in the caller's transaction. Whoever appends to the same chain waits
 * until that ends; other accounts do not.
 */
export async function appendAudit(tx: Sql, record: AuditRecord): Promise<void> {
  const chain = chainOf(record.accountId);
  const [end] = await tx.query(LOCK_CHAIN, [chain]);
  if (!end) throw new Error('audit.lock_chain always has a row.');
  const entry: StoredEntry = {
    chain,
    sequence: Number(end.sequence) + 1,
    id: newId('aud'),
    at: end.at,
    actor_type: record.actor.type,
    actor_id: storable(record.actor.id),
    actor_name: storable(record.actor.name),
    address: record.address,
    user_agent: record.userAgent === null ? null : storable(record.userAgent),
    request_id: record.requestId,
    action: record.action,
    subject_type: record.subject.type,
    subject_id: storable(record.subject.id),
    subject_name: record.subject.name === undefined ? null : storable(record.subject.name),
    before: stateText(record.before),
    after: stateText(record.after),
  };
  await tx.query(INSERT, [...Object.values(entry), end.hash, hashOf(entry, end.hash)]);
}

/** What comes back from Postgres as it went in: it knows no NUL, and UTF-8 no half of a character. */
function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

function stateText(state: AuditState | null): string | null {
  if (state === null) return null;
  const text = JSON.stringify(state);
  return text.length <= STATE_CHARACTERS ? text : JSON.stringify({ omitted: `${text.length} characters` });
}
