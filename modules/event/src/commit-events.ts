import { Batcher, DomainError, perDatabase, type Sql, statement } from '@tidings/kernel';
import { type AcceptedEvent, deliveriesCommitted, eventsAccepted } from './hooks.ts';
import {
  claimKeys,
  claimName,
  type IdempotencyClaim,
  keepAnswers,
  type KeptAnswer,
  releaseKeys,
} from './idempotency.ts';
import type { Published } from './schema.ts';

/** An event that passed every check and waits to be committed. */
export type ReadyEvent = AcceptedEvent & { apiVersion: string; claims: IdempotencyClaim[] };
type Outcome = Published | DomainError;

const INSERT = statement<never>(
  'event.insert',
  `INSERT INTO event.event (day, id, account_id, type, happened_at, body)
   SELECT * FROM unnest($1::date[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::text[])`,
);

// The primary key. An id that we gave is known to nobody before its event is committed, and one that its
// publisher gave is claimed by one transaction at a time, so nothing changes between this and the insert.
const TAKEN = statement<{ account_id: string; id: string }>(
  'event.taken',
  `SELECT account_id, id
   FROM event.event
   JOIN unnest($1::text[], $2::date[], $3::text[]) AS given (account_id, day, id) USING (account_id, day, id)`,
);

/**
 * Group commit: all events that wait are stored by one transaction, with their idempotency keys and, through
 * the hook, their deliveries. Two transactions at a time keep the disk busy while the next batch fills.
 */
export const commitEvents = perDatabase(
  (database) =>
    new Batcher<ReadyEvent, Outcome>({
      maxItems: 256,
      concurrency: 2,
      handle: async (events) => {
        const outcomes = await database.transaction((tx) => store(tx, events));
        await deliveriesCommitted.announce(database);
        return outcomes;
      },
    }),
);

async function store(tx: Sql, batch: ReadyEvent[]): Promise<Outcome[]> {
  const { fresh, repeats, late } = await separate(tx, batch);
  const deliveries = await insert(tx, fresh);
  const answers = new Map(fresh.map((event) => [event, answerTo(event, deliveries.get(event.id) ?? 0)]));
  await keepAnswers(tx, [
    ...fresh.flatMap((event) => event.claims.map((claim) => ({ ...claim, answer: answers.get(event)! }))), // one per event
    ...late,
  ]);
  return batch.map((event) => {
    const first = repeats.get(event);
    if (first === undefined) return answers.get(event)!; // one per fresh event
    return first instanceof DomainError || 'deliveries' in first ? first : answers.get(first)!;
  });
}

async function insert(tx: Sql, fresh: ReadyEvent[]): Promise<Map<string, number>> {
  const deliveries = new Map<string, number>();
  if (fresh.length === 0) return deliveries;
  await tx.query(INSERT, [
    fresh.map((event) => event.day),
    fresh.map((event) => event.id),
    fresh.map((event) => event.accountId),
    fresh.map((event) => event.type),
    fresh.map((event) => event.createdAt),
    fresh.map((event) => event.body),
  ]);
  for (const made of await eventsAccepted.announce(tx, fresh)) {
    for (const [id, count] of made) deliveries.set(id, (deliveries.get(id) ?? 0) + count);
  }
  return deliveries;
}

/**
 * Parts what is new from what repeats an earlier request, in this batch or in the last 24 hours. `late` are
 * the answers for further keys under which an earlier event was asked for again.
 */
async function separate(tx: Sql, batch: ReadyEvent[]) {
  const repeats = new Map<ReadyEvent, ReadyEvent | Published | DomainError>();
  const firsts = new Map<string, ReadyEvent>();
  for (const event of batch) {
    const first = event.claims
      .map((claim) => firsts.get(claimName(claim)))
      .find((known) => known !== undefined);
    if (first) repeats.set(event, sameRequest(event, first.claims[0]?.hash) ? first : reused());
    else for (const claim of event.claims) firsts.set(claimName(claim), event);
  }
  const asked = [...new Set(firsts.values())];
  const kept = await claimKeys(
    tx,
    asked.flatMap((event) => event.claims),
  );
  const late: KeptAnswer[] = [];
  const unused: IdempotencyClaim[] = [];
  for (const event of asked) {
    const known = event.claims.map((claim) => kept.get(claimName(claim))).find((row) => row !== undefined);
    if (!known) continue;
    const claimed = event.claims.filter((claim) => !kept.has(claimName(claim)));
    const answer = sameRequest(event, known.request_hash) ? known.answer : null;
    repeats.set(event, answer ?? reused());
    if (answer) late.push(...claimed.map((claim) => ({ ...claim, answer })));
    else unused.push(...claimed);
  }
  for (const event of await findTaken(
    tx,
    asked.filter((each) => !repeats.has(each)),
  )) {
    repeats.set(event, reused());
    unused.push(...event.claims);
  }
  await releaseKeys(tx, unused);
  // A repeat of an event that itself turned out to repeat an older one shares its fate.
  for (const [event, first] of repeats) {
    if (!(first instanceof DomainError) && 'claims' in first) repeats.set(event, repeats.get(first) ?? first);
  }
  return { fresh: batch.filter((event) => !repeats.has(event)), repeats, late };
}

/** Those whose publisher gave them an id that is in use, though no claim says so: one that we made up. */
async function findTaken(tx: Sql, events: ReadyEvent[]): Promise<ReadyEvent[]> {
  const named = events.filter((event) => event.claims.some((claim) => claim.key === `id:${event.id}`));
  if (named.length === 0) return [];
  const rows = await tx.query(TAKEN, [
    named.map((event) => event.accountId),
    named.map((event) => event.day),
    named.map((event) => event.id),
  ]);
  const taken = new Set(rows.map((row) => `${row.account_id} ${row.id}`));
  return named.filter((event) => taken.has(`${event.accountId} ${event.id}`));
}

function sameRequest(event: ReadyEvent, hash: string | undefined): boolean {
  return event.claims[0]?.hash === hash;
}

function reused(): DomainError {
  return new DomainError(
    'conflict',
    'This Idempotency-Key or event id was used in the last 24 hours with another body. Use a new one for a new event.',
  );
}

function answerTo(event: ReadyEvent, deliveries: number): Published {
  return {
    id: event.id,
    type: event.type,
    api_version: event.apiVersion,
    created_at: event.createdAt.toISOString(),
    deliveries,
  };
}
