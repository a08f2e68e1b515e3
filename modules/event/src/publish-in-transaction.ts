import { type Context, DomainError, isDatabaseAway, isDeadlock, type Sql, statement } from '@tidings/kernel';
import { madeIn, store } from './commit-events.ts';
import { prepare } from './publish.ts';
import { traceTellings } from './traced-publish.ts';

/** An event about Tidings itself. */
export type OperationalEvent = { accountId: string; type: string; data: Record<string, unknown> };

/** A greeting to a webhook that was made a moment ago. */
export const PING = 'webhook.ping';

/** Where in their object the id of the webhook is that they tell of. */
const WEBHOOK_ID = new Map([
  ['webhook.disabled', 'id'],
  ['webhook.delivery_exhausted', 'webhook_id'],
  [PING, 'id'],
]);
export const OPERATIONAL_TYPES: ReadonlySet<string> = new Set(WEBHOOK_ID.keys());

/** Events of these types are made by Tidings. What becomes of their deliveries makes none again. */
export function isOperational(type: string): boolean {
  return OPERATIONAL_TYPES.has(type);
}

type Telling = { type: string; data: Record<string, unknown> };

/**
 * Why an event is kept from a webhook that may have subscribed to it, by whom it tells of; undefined: it is not.
 *
 * What a webhook lost, or that it was disabled, is not told to itself: it would fail once more for each failure, and be
 * disabled after half as many; and one that is replayed to when it is active again has no use for it. A ping is for the
 * webhook that it greets and no other.
 */
export function keptFrom({ type, data }: Telling, webhookId: string): string | undefined {
  const name = WEBHOOK_ID.get(type);
  if (name === undefined) return undefined;
  const { object } = data;
  const isOwn =
    typeof object === 'object' && object !== null && (object as Record<string, unknown>)[name] === webhookId; // whatever it is, it has been checked to have names
  if (type === PING) return isOwn ? undefined : 'The event is a ping of another webhook.';
  return isOwn ? 'The event is about this webhook.' : undefined;
}

/** Whether an event is the ping of this webhook, which gets it whatever it subscribes to. */
export function isPingOf(event: Telling, webhookId: string): boolean {
  return event.type === PING && keptFrom(event, webhookId) === undefined;
}

type Parts = Pick<Context, 'config' | 'database' | 'clock' | 'log'>;

/**
 * Publishes events that are about Tidings itself in the transaction that makes them true, so that they are neither lost
 * nor told twice. They are ordinary events: validated, stored, in the log, delivered to whoever subscribed.
 *
 * What is told must never undo what it tells of. So an event that the catalog does not know (the operator owns it), or
 * whose schema refuses it, is left out, and the log says so. So are all of them where they cannot be stored.
 * @param tx a transaction of `Database.transaction`.
 */
export async function publishInTransaction(parts: Parts, tx: Sql, events: OperationalEvent[]): Promise<void> {
  const ready = events.flatMap(({ accountId, type, data }) => {
    try {
      return [prepare({ ...parts, actor: TIDINGS, requestId: 'system', accountId }, { type, data })];
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      parts.log.warn({ type, reason: error.message, issues: error.issues }, 'Not published');
      return [];
    }
  });
  if (ready.length === 0) return;
  const made = madeIn(tx);
  const traced = traceTellings(tx, ready);
  await tx.query(SAVEPOINT);
  try {
    traced((await store(tx, ready, made)).outcomes);
  } catch (error) {
    if (isDatabaseAway(error) || isDeadlock(error)) throw error; // nothing else could be stored either, or it begins again
    await tx.query(ROLLBACK_TO);
    for (const each of made.splice(0)) each.rolledBack();
    parts.log.error({ err: error, types: ready.map(({ type }) => type) }, 'Not published');
  }
  await tx.query(RELEASE);
}

const SAVEPOINT = statement<never>('', 'SAVEPOINT telling');
const ROLLBACK_TO = statement<never>('', 'ROLLBACK TO SAVEPOINT telling');
const RELEASE = statement<never>('', 'RELEASE SAVEPOINT telling');

const TIDINGS: Context['actor'] = { type: 'system', id: 'tidings', name: 'Tidings' };
