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
        const outcomes = await database.transaction((tx) => storeInTurns(tx, events));
        await deliveriesCommitted.announce(database);
        return outcomes;
      },
    }),
);

/**
 * Equal requests are carried out once and share the outcome. Different requests under one key take their turns,
 * so that each meets what became of the one before, as if it had come alone.
 */
async function storeInTurns(tx: Sql, batch: ReadyEvent[]): Promise<Outcome[]> {
  const equals = new Map<string, ReadyEvent>();
  const standsFor = new Map(batch.map((event) => [event, firstEqual(equals, event)]));
  const outcomes = new Map<ReadyEvent, Outcome>();
  let waiting = [...new Set(standsFor.values())];
  while (waiting.length > 0) {
    const keys = new Set<string>();
    const turn = waiting.filter((event) => {
      if (event.claims.some((claim) => keys.has(claimName(claim)))) return false;
      for (const claim of event.claims) keys.add(claimName(claim));
      return true;
    });
    for (const [event, outcome] of await store(tx, turn)) outcomes.set(event, outcome);
    const served = new Set(turn);
    waiting = waiting.filter((event) => !served.has(event));
  }
  return batch.map((event) => outcomes.get(standsFor.get(event)!)!); // each stands for itself or an equal, and had its turn
}

function firstEqual(equals: Map<string, ReadyEvent>, event: ReadyEvent): ReadyEvent {
  if (event.claims.length === 0) return event;
  const request = event.claims.map((claim) => `${claimName(claim)} ${claim.hash}`).join('\n');
  const first = equals.get(request) ?? event;
  equals.set(request, first);
  return first;
}

/** Stores events of which no two share a key. */
async function store(tx: Sql, events: ReadyEvent[]): Promise<Map<ReadyEvent, Outcome>> {
  const outcomes = new Map<ReadyEvent, Outcome>();
  const kept = await claimKeys(
    tx,
    events.flatMap((event) => event.claims),
  );
  const answers: KeptAnswer[] = [];
  const unused: IdempotencyClaim[] = [];
  for (const event of events) {
    const known = event.claims.map((claim) => kept.get(claimName(claim))).find((row) => row !== undefined);
    if (!known) continue;
    const answer = known.request_hash === event.claims[0]?.hash ? known.answer : null;
    outcomes.set(event, answer ?? reused());
    const claimed = event.claims.filter((claim) => !kept.has(claimName(claim)));
    // A further key under which the same event is asked for gives its answer from now on.
    if (answer) answers.push(...claimed.map((claim) => ({ ...claim, answer })));
    else unused.push(...claimed);
  }
  const unknown = events.filter((event) => !outcomes.has(event));
  for (const event of await findTaken(tx, unknown)) {
    outcomes.set(event, reused());
    unused.push(...event.claims);
  }
  await releaseKeys(tx, unused);
  const fresh = unknown.filter((event) => !outcomes.has(event));
  const deliveries = await insert(tx, fresh);
  for (const event of fresh) {
    const answer = answerTo(event, deliveries.get(event.id) ?? 0);
    outcomes.set(event, answer);
    answers.push(...event.claims.map((claim) => ({ ...claim, answer })));
  }
  await keepAnswers(tx, answers);
  return outcomes;
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
