import {
  Batcher,
  type Database,
  DomainError,
  isDatabaseAway,
  type Issue,
  perDatabase,
  type Sql,
  statement,
  textArray,
  whenSettled,
} from '@tidings/kernel';
import { facetKey, keyArray } from './facets/facet-key.ts';
import type { Facet } from './facets/facets-of.ts';
import { valueNotes } from './facets/note-values.ts';
import { DELIVERIES_LIMIT, EVENTS_LIMIT, ExpectedDeliveries } from './expected-deliveries.ts';
import { type AcceptedEvent, eventsAccepted, type MadeDeliveries, TooManyDeliveries } from './hooks.ts';
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
export type ReadyEvent = AcceptedEvent & {
  claims: IdempotencyClaim[];
  facets: Facet[];
  /** What does not satisfy a schema that only warns; told to the publisher, and not stored. */
  warnings?: Issue[];
};
/** What became of an event. `isNew`: it was stored, and does not repeat one before it. */
export type Outcome = { answer: Published; isNew: boolean } | DomainError;

const INSERT = statement<never>(
  'event.insert',
  `INSERT INTO event.event (day, id, account_id, type, happened_at, body, facets)
   SELECT day, id, account_id, type, to_timestamp(happened_ms / 1000), body, facets::int8[]
   FROM unnest($1::text[]::date[], $2::text[], $3::text[], $4::text[], $5::float8[], $6::text[], $7::text[])
     AS e (day, id, account_id, type, happened_ms, body, facets)`,
);

// The same, of events that were published in traces.
const INSERT_TRACED = statement<never>(
  'event.insert-traced',
  `INSERT INTO event.event (day, id, account_id, type, happened_at, body, facets, trace)
   SELECT day, id, account_id, type, to_timestamp(happened_ms / 1000), body, facets::int8[], trace
   FROM unnest($1::text[]::date[], $2::text[], $3::text[], $4::text[], $5::float8[], $6::text[], $7::text[], $8::text[])
     AS e (day, id, account_id, type, happened_ms, body, facets, trace)`,
);

// The primary key. An id that we gave is known to nobody before its event is committed, and one that its
// publisher gave is claimed by one transaction at a time, so nothing changes between this and the insert.
export const TAKEN = statement<{ account_id: string; id: string }>(
  'event.taken',
  `SELECT account_id, id
   FROM event.event
   JOIN unnest($1::text[], $2::date[], $3::text[]) AS given (account_id, day, id) USING (account_id, day, id)`,
);

/**
 * Group commit: all events that wait are stored by one transaction, with their idempotency keys and, through
 * the hook, their deliveries. Two transactions at a time keep the disk busy while the next batch fills.
 */
export const commitEvents = perDatabase((database) => {
  const expected = new ExpectedDeliveries();
  return new Batcher<ReadyEvent, Outcome>({
    maxItems: EVENTS_LIMIT,
    // A statement of 512 of the largest events would be 128 MiB.
    maxWeight: 8 * 1024 * 1024,
    costOf: (event) => expected.of(event),
    maxCost: DELIVERIES_LIMIT,
    concurrency: 2,
    // Nor are too many deliveries: fewer events have fewer.
    mayBeItemsFault: (error) => !isDatabaseAway(error),
    handle: (events) => commit(database, expected, events),
  });
});

/** Deliveries that were not expected come on top: no more than as many again. */
const MOST = 2 * DELIVERIES_LIMIT;

async function commit(
  database: Database,
  expected: ExpectedDeliveries,
  events: ReadyEvent[],
): Promise<Outcome[]> {
  try {
    const { outcomes, fresh } = await database.transaction((tx) => store(tx, events, madeIn(tx), MOST));
    for (const event of fresh) valueNotes(database).see(event);
    for (const [index, event] of events.entries()) {
      const outcome = outcomes[index];
      if (outcome && 'answer' in outcome && outcome.isNew) expected.note(event, outcome.answer.deliveries);
    }
    return outcomes;
  } catch (error) {
    if (error instanceof TooManyDeliveries)
      for (const [event, deliveries] of error.counts) expected.note(event, deliveries);
    throw error;
  }
}

/** A list for {@link store}: those in it at the end of the transaction are told how it ended. */
export function madeIn(tx: Sql): MadeDeliveries[] {
  const made: MadeDeliveries[] = [];
  whenSettled(tx, {
    committed: () => made.forEach((each) => each.committed()),
    rolledBack: () => made.forEach((each) => each.rolledBack()),
  });
  return made;
}

/**
 * Decides in the order of arrival, as if each event had come alone, and stores what is new. All keys are
 * claimed by one statement before anything else: claiming more later could lock out another batch for good.
 * @returns what came of each, and those that were stored.
 * @throws {TooManyDeliveries} if several make more than `most`.
 */
export async function store(
  tx: Sql,
  batch: ReadyEvent[],
  made: MadeDeliveries[],
  most?: number,
): Promise<{ outcomes: Outcome[]; fresh: ReadyEvent[] }> {
  const claims = new Map(batch.flatMap((event) => event.claims).map((claim) => [claimName(claim), claim]));
  const kept = await claimKeys(tx, [...claims.values()]);
  const taken = await findTaken(tx, batch);
  const uses: Uses = new Map(
    [...kept].map(([name, row]) => [name, { hash: row.request_hash, first: row.answer }]),
  );
  const firsts = batch.map((event) => firstOf(event, uses, taken.has(event)));
  const fresh = batch.filter((event, index) => firsts[index] === event);
  const answers = await insert(tx, fresh, made, most);
  const answerOf = (first: ReadyEvent | Published) => ('claims' in first ? answers.get(first)! : first); // each was stored
  const unused: IdempotencyClaim[] = [];
  const given: KeptAnswer[] = [];
  for (const [name, claim] of claims) {
    if (kept.has(name)) continue;
    const use = uses.get(name);
    if (use?.first) given.push({ ...claim, hash: use.hash, answer: answerOf(use.first) });
    else unused.push(claim);
  }
  await keepAnswers(tx, given);
  await releaseKeys(tx, unused);
  const outcomes = firsts.map((first, index) =>
    first instanceof DomainError ? first : { answer: answerOf(first), isNew: first === batch[index] },
  );
  return { outcomes, fresh };
}

/** What was asked for under each key, by claim name: an event of this batch, or one whose answer is kept. */
type Uses = Map<string, { hash: string; first: ReadyEvent | Published | null }>;

/** The event or answer that this event repeats; itself when it is new; a conflict. Notes down its keys. */
function firstOf(event: ReadyEvent, uses: Uses, isTaken: boolean): ReadyEvent | Published | DomainError {
  const names = event.claims.map(claimName);
  const hash = event.claims[0]?.hash ?? '';
  const use = names.map((name) => uses.get(name)).find((known) => known !== undefined);
  if (use ? use.hash !== hash : isTaken) return reused();
  const first = use ? use.first : event;
  if (first === null) return reused();
  // A further key under which the same event is asked for gives its answer from now on.
  for (const name of names) if (!uses.has(name)) uses.set(name, { hash, first });
  return first;
}

async function insert(
  tx: Sql,
  fresh: ReadyEvent[],
  made: MadeDeliveries[],
  most: number | undefined,
): Promise<Map<ReadyEvent, Published>> {
  if (fresh.length === 0) return new Map();
  const isTraced = fresh.some((event) => event.trace !== undefined);
  await tx.query(isTraced ? INSERT_TRACED : INSERT, [
    textArray(fresh.map((event) => event.day)),
    textArray(fresh.map((event) => event.id)),
    textArray(fresh.map((event) => event.accountId)),
    textArray(fresh.map((event) => event.type)),
    fresh.map((event) => event.createdAt.getTime()),
    textArray(fresh.map((event) => event.body)),
    textArray(fresh.map(keysOf)),
    ...(isTraced ? [textArray(fresh.map((event) => event.trace ?? null))] : []),
  ]);
  const deliveries = new Map<ReadyEvent, number>();
  for (const group of withUniqueIds(fresh)) {
    for (const each of await eventsAccepted.announce(tx, [...group.values()], most)) {
      made.push(each);
      if (each.counts.size === 0) continue; // most listeners make none
      for (const [id, event] of group) {
        deliveries.set(event, (deliveries.get(event) ?? 0) + (each.counts.get(id) ?? 0));
      }
    }
  }
  return new Map(fresh.map((event) => [event, answerTo(event, deliveries.get(event) ?? 0)]));
}

/** An `int8[]`, or null where there is nothing to be found by. */
function keysOf({ accountId, facets }: ReadyEvent): string | null {
  if (facets.length === 0) return null;
  return keyArray(facets.map(({ name, value }) => facetKey(accountId, name, value)));
}

/** Nearly always one group, by id: listeners count their deliveries by it, and two accounts may use the same. */
function withUniqueIds(events: ReadyEvent[]): Map<string, ReadyEvent>[] {
  const groups: Map<string, ReadyEvent>[] = [];
  for (const event of events) {
    const group = groups.find((each) => !each.has(event.id));
    if (group) group.set(event.id, event);
    else groups.push(new Map([[event.id, event]]));
  }
  return groups;
}

/** Those whose publisher gave them an id that is in use, perhaps without a claim: one that we made up. */
async function findTaken(tx: Sql, events: ReadyEvent[]): Promise<Set<ReadyEvent>> {
  const named = events.filter((event) => event.claims.some((claim) => claim.key === `id:${event.id}`));
  if (named.length === 0) return new Set();
  const rows = await tx.query(TAKEN, [
    named.map((event) => event.accountId),
    named.map((event) => event.day),
    named.map((event) => event.id),
  ]);
  const taken = new Set(rows.map((row) => `${row.account_id} ${row.id}`));
  return new Set(named.filter((event) => taken.has(`${event.accountId} ${event.id}`)));
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
