import { type Batcher, DomainError, isDatabaseAway, NotNow, WaitedTooLong } from '@tidings/kernel';
import type { Outcome, ReadyEvent } from './commit-events.ts';

/** How long a publisher waits for its commit, in milliseconds; 10 seconds if left out. */
export type Patience = { patienceMs?: number };
export const PATIENCE_MS = 10_000;

/** Events beyond this many wait with their publishers, and so do bodies beyond these bytes: memory must not grow. */
const WAITING_LIMIT = 20_000;
const HELD_BYTES_LIMIT = 64 * 1024 * 1024;

const TRY_AGAIN_SECONDS = 1;

type Commits = Batcher<ReadyEvent, Outcome>;

/**
 * Turns publishers away, before anything is done for them, while too many events wait or are being stored.
 * @throws {NotNow} `unavailable`.
 */
export function refuseWhenFull(commits: { readonly depth: number; readonly weight: number }): void {
  if (commits.depth < WAITING_LIMIT && commits.weight < HELD_BYTES_LIMIT) return;
  throw new NotNow(
    'unavailable',
    'More events are coming in than can be stored. This one was not stored. Try again in a second.',
    TRY_AGAIN_SECONDS,
  );
}

/**
 * What became of an event, as far as its publisher can be told in time. Where that is unknown, a commit may still
 * come later, and does no harm: the same key or id then gives its answer.
 * @throws {DomainError} `unavailable` when the database does not answer.
 */
export async function committed(
  commits: Commits,
  event: ReadyEvent,
  { patienceMs = PATIENCE_MS }: Patience,
): Promise<Outcome> {
  try {
    // In UTF-16 V8 keeps two bytes a character, in Latin-1 one; UTF-8 lies between them.
    return await commits.add(event, { weight: Buffer.byteLength(event.body), patienceMs });
  } catch (error) {
    if (error instanceof WaitedTooLong && !error.isUnderWay) throw notStored();
    if (error instanceof WaitedTooLong || isDatabaseAway(error)) throw outcomeUnknown();
    throw error;
  }
}

export function notStored(): NotNow {
  return new NotNow(
    'unavailable',
    'The database does not keep up. This event was not stored. Try again in a second.',
    TRY_AGAIN_SECONDS,
  );
}

function outcomeUnknown(): DomainError {
  return new DomainError(
    'unavailable',
    'The database did not answer in time, so this event may have been stored or not. Publish it again with the ' +
      'same Idempotency-Key or id: then it is stored once. Without either, it may be stored twice.',
  );
}
