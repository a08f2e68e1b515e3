import { type Sql, statement } from '@tidings/kernel';
import type { Published } from './schema.ts';

/**
 * One key under which an answer is kept for 24 hours: `key:<Idempotency-Key>`, of a batch with a line break and the place
 * of the event in it, or `id:<evt_…>`.
 */
export type IdempotencyClaim = { accountId: string; key: string; hash: string };

export type KeptAnswer = IdempotencyClaim & { answer: Published };

type Kept = { account_id: string; key: string; request_hash: string; answer: Published | null };

// Sorted, so that two transactions that claim the same keys wait for each other in the same order.
const CLAIM = statement<{ account_id: string; key: string }>(
  'event.claim-idempotency',
  `INSERT INTO event.idempotency AS kept (account_id, key, request_hash, expires_at)
   SELECT account_id, key, request_hash, now() + interval '24 hours'
   FROM unnest($1::text[], $2::text[], $3::text[]) AS c (account_id, key, request_hash)
   ORDER BY account_id, key
   ON CONFLICT (account_id, key) DO UPDATE
   SET request_hash = excluded.request_hash, answer = NULL, expires_at = excluded.expires_at
   WHERE kept.expires_at <= now()
   RETURNING account_id, key`,
);

export const FIND_KEPT = statement<Kept>(
  'event.find-idempotency',
  `SELECT account_id, key, request_hash, answer
   FROM event.idempotency
   JOIN unnest($1::text[], $2::text[]) AS c (account_id, key) USING (account_id, key)`,
);

// Primary key.
const ANSWERED = statement<{ account_id: string; key: string }>(
  'event.find-answered',
  `SELECT account_id, key
   FROM event.idempotency
   JOIN unnest($1::text[], $2::text[]) AS c (account_id, key) USING (account_id, key)
   WHERE answer IS NOT NULL AND expires_at > now()`,
);

const ANSWER = statement<never>(
  'event.answer-idempotency',
  `UPDATE event.idempotency AS kept
   SET answer = given.answer, request_hash = given.request_hash
   FROM unnest($1::text[], $2::text[], $3::text[], $4::json[]) AS given (account_id, key, request_hash, answer)
   WHERE kept.account_id = given.account_id AND kept.key = given.key`,
);

const RELEASE = statement<never>(
  'event.release-idempotency',
  `DELETE FROM event.idempotency
   WHERE (account_id, key) IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
);

export const FORGET_EXPIRED = statement<never>(
  'event.forget-idempotency',
  'DELETE FROM event.idempotency WHERE expires_at < now()',
  // Ten minutes of keys, unless it did not run for long.
  { answerWithinMs: 600_000 },
);

/** Names a claim within one batch. */
export function claimName(claim: { accountId: string; key: string }): string {
  return `${claim.accountId} ${claim.key}`;
}

/**
 * Claims all keys for this transaction; waits for another transaction that claims one of them.
 * @returns what is already kept, by claim name; a key that is not in it now belongs to the caller.
 */
export async function claimKeys(tx: Sql, claims: IdempotencyClaim[]): Promise<Map<string, Kept>> {
  const kept = new Map<string, Kept>();
  if (claims.length === 0) return kept;
  const columns = [claims.map((claim) => claim.accountId), claims.map((claim) => claim.key)];
  const mine = await tx.query(CLAIM, [...columns, claims.map((claim) => claim.hash)]);
  if (mine.length === claims.length) return kept;
  const claimed = new Set(mine.map((row) => claimName({ accountId: row.account_id, key: row.key })));
  for (const row of await tx.query(FIND_KEPT, columns)) {
    const name = claimName({ accountId: row.account_id, key: row.key });
    if (!claimed.has(name)) kept.set(name, row);
  }
  return kept;
}

/** Names of those claims under which an answer is kept: what comes with one of them is not stored again. */
export async function findAnswered(sql: Sql, claims: IdempotencyClaim[]): Promise<Set<string>> {
  if (claims.length === 0) return new Set();
  const columns = [claims.map((claim) => claim.accountId), claims.map((claim) => claim.key)];
  const rows = await sql.query(ANSWERED, columns);
  return new Set(rows.map((row) => claimName({ accountId: row.account_id, key: row.key })));
}

/** Keeps the answers, so that the same request gets the same one again. */
export async function keepAnswers(tx: Sql, answers: KeptAnswer[]): Promise<void> {
  if (answers.length === 0) return;
  await tx.query(ANSWER, [
    answers.map((each) => each.accountId),
    answers.map((each) => each.key),
    answers.map((each) => each.hash),
    answers.map((each) => JSON.stringify(each.answer)),
  ]);
}

/** Gives up claims of this transaction whose event was refused, so that they can be used for another. */
export async function releaseKeys(tx: Sql, claims: IdempotencyClaim[]): Promise<void> {
  if (claims.length === 0) return;
  await tx.query(RELEASE, [claims.map((claim) => claim.accountId), claims.map((claim) => claim.key)]);
}
