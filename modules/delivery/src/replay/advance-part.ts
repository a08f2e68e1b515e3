import { type AnySubscriber, findAnySubscribers } from '@tidings/endpoint';
import { type EventPlace, FIRST_PLACE, type WalkedEvent, walkEvents } from '@tidings/event';
import { type Config, type Database, type Logger, type Sql, statement } from '@tidings/kernel';
import { countCompanions } from './count-companions.ts';
import { endPart, type PartKey } from './end-part.ts';
import { insertDeliveries } from './insert-deliveries.ts';
import { IS_OPEN, type Selection } from './open-replay.ts';
import { reachOf } from './reach.ts';
import { selectEvents } from './select-events.ts';

/** Most deliveries of one webhook's part that wait for their first attempt or are being attempted. */
export const WINDOW = 64;
/** The same for all parts of an account together, as long as there are not too many to have two each. */
export const ACCOUNT_WINDOW = 128;
const LEAST_WINDOW = 2;
/** Most that one step makes beside live deliveries: they would feel a larger burst. */
export const BURST = 8;
/** From one step that made something to the next. */
const STEP_MS = 20;
/** While nothing can be made the wait doubles, up to this. */
const LONGEST_WAIT_MS = 2_000;
/** So long a step looks at events: Postgres ends a transaction that does nothing for five seconds. */
const LOOK_LIMIT_MS = 2_000;

type Part = PartKey & {
  account_id: string;
  status: 'counting' | 'running';
  total: number;
  after_day: string;
  after_id: string;
  is_read: boolean;
  reach: number;
  wait_ms: number;
  created_after: Date;
  created_before: Date;
  begun_at: Date;
  types: string[] | null;
  outcome: Selection['only'];
  parts_of_account: number;
};

// Primary keys, and index replay_part_open. A part that another process is at, or was at a moment ago, is left to it. Of more
// parts than the account's window holds none gets less.
const LOCK = statement<Part>(
  'delivery.lock-replay-part',
  `SELECT p.replay_id, p.endpoint_id, p.account_id, p.status, p.total, p.after_day, p.after_id, p.is_read, p.reach, p.wait_ms,
          r.created_after, r.created_before, r.created_at AS begun_at, r.types, r.outcome,
          (SELECT count(*) FROM (
             SELECT FROM delivery.replay_part AS o WHERE o.account_id = p.account_id AND ${IS_OPEN('o')} LIMIT ${ACCOUNT_WINDOW}
           ) AS counted) AS parts_of_account
   FROM delivery.replay_part AS p
   JOIN delivery.replay AS r ON r.id = p.replay_id
   WHERE p.replay_id = $1 AND p.endpoint_id = $2 AND ${IS_OPEN('p')} AND p.due_at <= clock_timestamp()
   FOR UPDATE OF p SKIP LOCKED`,
);
// Index queue_of_replay.
export const OUTSTANDING = statement<{ outstanding: number }>(
  'delivery.outstanding-of-part',
  `SELECT count(*) AS outstanding
   FROM delivery.queue
   WHERE replay_id = $1 AND endpoint_id = $2 AND attempts_made = 0`,
);
const MOVE = statement<never>(
  'delivery.move-replay-part',
  `UPDATE delivery.replay_part
   SET status = $3, total = $4, made = made + $5, after_day = $6, after_id = $7, is_read = $8, reach = $9, wait_ms = $10::int,
       due_at = clock_timestamp() + $10::int * interval '1 millisecond', is_waiting = $11, failures = 0
   WHERE replay_id = $1 AND endpoint_id = $2`,
);

/** What a step leaves a part with. */
type Progress = Pick<Part, 'status' | 'total' | 'is_read' | 'reach' | 'wait_ms'> & {
  made: number;
  after: EventPlace;
  is_waiting: boolean;
};
type Parts = { config: Config; database: Database; log: Logger };
/** What a step works with. */
type Step = { config: Config; log: Logger; tx: Sql; burst: number };
/** A webhook for which something is due now. */
type DueLane = { endpointId: string; accountId: string };

/**
 * One step of one webhook's part of a replay: counts a page of events, for others as well where that is as easy, or makes a few deliveries, or finds that it
 * has to wait or is at its end. It is one transaction that holds the part's row, so that whatever ends the process, no
 * event is passed over or taken twice.
 * @param burst most deliveries that it makes, within the window.
 * @returns the webhook, if deliveries were made for it.
 */
export function advancePart(
  { config, database, log }: Parts,
  key: PartKey,
  burst = BURST,
): Promise<DueLane | undefined> {
  return database.transaction(async (tx) => {
    const [part] = await tx.query(LOCK, [key.replay_id, key.endpoint_id]);
    if (!part) return undefined;
    const [subscriber] = await findAnySubscribers(
      tx,
      { config, log },
      { accountId: part.account_id, endpointId: part.endpoint_id },
    );
    const step = { config, log, tx, burst };
    if (!subscriber) {
      await endPart(tx, part, 'cancelled', 'The webhook was deleted.');
      return undefined;
    }
    const progress =
      part.status === 'counting'
        ? await count(step, part, subscriber)
        : await deliver(step, part, subscriber);
    if (progress === 'done') await endPart(tx, part, 'completed');
    else await move(tx, part, progress);
    return progress !== 'done' && progress.made > 0
      ? { endpointId: part.endpoint_id, accountId: part.account_id }
      : undefined;
  });
}

async function count(step: Step, part: Part, subscriber: AnySubscriber): Promise<Progress> {
  const rows = reachOf({ withData: subscriber.isFiltered, only: part.outcome });
  const { looked, events, next } = await nextPage(step, part, { subscriber, rows });
  const counted: Pick<Progress, 'status' | 'after'> = next
    ? { status: 'counting', after: next }
    : { status: 'running', after: FIRST_PLACE };
  if (!subscriber.isFiltered && part.outcome === null)
    await countCompanions(step, part, { ...counted, events: looked });
  const total = part.total + events.length;
  return { ...counted, total, made: 0, is_read: false, reach: part.reach, wait_ms: 0, is_waiting: false };
}

async function deliver(step: Step, part: Part, subscriber: AnySubscriber): Promise<Progress | 'done'> {
  const { config, tx, burst } = step;
  const [row] = await tx.query(OUTSTANDING, [part.replay_id, part.endpoint_id]);
  const outstanding = row?.outstanding ?? 0;
  if (part.is_read && outstanding === 0) return 'done';
  if (subscriber.status !== 'active') return waiting(part, { isForWebhook: true });
  const window = windowOf(part, subscriber);
  const room = Math.min(burst, window - outstanding);
  if (part.is_read || room < Math.min(BURST, window) / 2) return waiting(part);

  const most = reachOf({ withData: subscriber.isFiltered, only: part.outcome });
  const rows = Math.min(most, Math.max(room, part.reach));
  const { events, next } = await nextPage(step, part, { subscriber, rows });
  const taken = events.slice(0, room);
  await insertDeliveries(
    { config, tx },
    { accountId: part.account_id, replayId: part.replay_id },
    taken.map((event) => ({ event, subscriber })),
  );
  const isWhole = taken.length === events.length;
  const last = taken.at(-1);
  return {
    status: 'running',
    total: part.total,
    made: taken.length,
    after: isWhole
      ? (next ?? FIRST_PLACE)
      : { day: last?.day ?? part.after_day, id: last?.id ?? part.after_id },
    is_read: isWhole && next === undefined,
    // So far that a page holds about as many as there is room for.
    reach: isWhole ? Math.min(most, rows * 2) : Math.max(room, Math.floor(rows / 2)),
    wait_ms: taken.length > 0 ? STEP_MS : 0,
    is_waiting: false,
  };
}

async function nextPage(
  { config, tx }: Step,
  part: Part,
  { subscriber, rows }: { subscriber: AnySubscriber; rows: number },
): Promise<{ looked: WalkedEvent[]; events: WalkedEvent[]; next: EventPlace | undefined }> {
  const selection = {
    accountId: part.account_id,
    createdAfter: part.created_after,
    createdBefore: part.created_before,
    acceptedBefore: part.begun_at,
    types: part.types,
  };
  const after = { day: part.after_day, id: part.after_id };
  const page = await walkEvents(tx, selection, { after, rows, withData: subscriber.isFiltered });
  const { wanted, looked } = await selectEvents(
    { config, sql: tx },
    subscriber,
    { accountId: part.account_id, only: part.outcome },
    page.events,
    subscriber.isFiltered ? AbortSignal.timeout(LOOK_LIMIT_MS) : undefined,
  );
  const next = looked < page.events.length ? page.events[looked - 1] : page.next;
  return { looked: page.events.slice(0, looked), events: wanted, next };
}

/** No more of a limited webhook than a second's worth, so that what is new waits no longer than that. */
function windowOf(part: Part, { rateLimit }: AnySubscriber): number {
  const share = Math.floor(ACCOUNT_WINDOW / Math.max(1, part.parts_of_account));
  return Math.max(Math.min(LEAST_WINDOW, rateLimit ?? WINDOW), Math.min(WINDOW, share, rateLimit ?? WINDOW));
}

function waiting(part: Part, { isForWebhook = false } = {}): Progress {
  return {
    status: part.status,
    total: part.total,
    made: 0,
    after: { day: part.after_day, id: part.after_id },
    is_read: part.is_read,
    reach: part.reach,
    wait_ms: Math.min(LONGEST_WAIT_MS, Math.max(STEP_MS, part.wait_ms * 2)),
    is_waiting: isForWebhook,
  };
}

async function move(tx: Sql, part: PartKey, progress: Progress): Promise<void> {
  await tx.query(MOVE, [
    part.replay_id,
    part.endpoint_id,
    progress.status,
    progress.total,
    progress.made,
    progress.after.day,
    progress.after.id,
    progress.is_read,
    progress.reach,
    progress.wait_ms,
    progress.is_waiting,
  ]);
}
