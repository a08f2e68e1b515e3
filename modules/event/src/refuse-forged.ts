import { type Clock, invalid, timeOfId } from '@tidings/kernel';
import type { PublishInput } from './schema.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** So far a publisher's clock may be ahead. */
const ID_AHEAD_MS = 5 * MINUTE_MS;
const AHEAD_MS = DAY_MS;
const BACK_MS = 3_653 * DAY_MS;
/** The types by which Tidings tells of itself. */
const OURS = 'webhook.';

/**
 * Refuses what would make an event something else than what happened when it was published: a type by which Tidings tells
 * of itself; an id from the future, which would stay at the top of the log, since that is in the order of the ids; a
 * time beyond all belief.
 * @throws {DomainError} `invalid`.
 */
export function refuseForged(clock: Clock, { type, id, created_at: createdAt }: PublishInput): void {
  if (type.startsWith(OURS))
    throw invalid(
      '/type',
      `Types that begin with "${OURS}" are published by Tidings itself. Use another name.`,
    );
  if (id === undefined && createdAt === undefined) return;
  const nowMs = clock.now().getTime();
  if (id !== undefined && timeOfId(id) > nowMs + ID_AHEAD_MS) {
    const message =
      'The time in this id is more than five minutes ahead. Make it as a TypeID of now, by a clock that is right.';
    throw invalid('/id', message);
  }
  if (createdAt === undefined) return;
  const happenedMs = Date.parse(createdAt);
  if (happenedMs > nowMs + AHEAD_MS)
    throw invalid('/created_at', 'This lies more than a day ahead. Publish the event when it has happened.');
  if (happenedMs < nowMs - BACK_MS)
    throw invalid('/created_at', 'This was more than ten years ago. Check the unit and the year.');
}
