import {
  type AcceptancePlace,
  acceptanceClock,
  type AcceptedAt,
  acceptedSince,
  catalogOf,
  checkSubscriptions,
  isoOf,
  PING,
  subscribes,
} from '@tidings/event';
import { checkApiVersion } from '@tidings/endpoint';
import { type Context, DomainError, tenantOf } from '@tidings/kernel';
import { listenerSecret } from '@tidings/secret';
import { webhooksFor } from '../replay/read-selection.ts';
import { type ListeningCursor, readListeningCursor, writeListeningCursor } from './listening-cursor.ts';
import type { ListenerRequests, ReadRequestsInput } from './listening-schema.ts';
import { renderRequests, type Wanting } from './render-requests.ts';

/** In one answer: 16 MiB of the largest events. */
const REQUESTS_MAX = 50;
/** What lies further back is for a replay. */
const FURTHEST_MS = 86_400_000;

/**
 * What a webhook would be sent of the events that were accepted after `since` or `cursor`, oldest first, signed for whoever asks.
 * It stands for a webhook where none can reach: nothing is stored, nothing retried. At least once: an event may come again
 * unless it is named in `seen`.
 * @throws {DomainError} `invalid` for a subscription that can never match and a version that there is not; `not_found` for a webhook that is not there.
 */
export async function readRequests(ctx: Context, input: ReadRequestsInput): Promise<ListenerRequests> {
  const wanting = await wantingOf(ctx, input);
  const { now, settled } = await acceptanceClock(ctx.database);
  const { cursor, isComplete } = beginOf(input, now);
  const after = cursor.place ?? { at: cursor.from, id: '' };
  const from = cursor.place || settled < cursor.from ? cursor.from : settled;
  const { events, next } = await acceptedSince(ctx, after, now);
  const seen = new Set(input.seen);
  const wanted = events.filter(({ id, type }) => !seen.has(id) && wanting.subscribesTo(type));
  const chosen = wanted.slice(0, REQUESTS_MAX);
  const end = wanted.length > chosen.length ? placeOf(chosen.at(-1)) : next;
  const secret = secretOf(ctx);
  const { requests, untried } = await renderRequests(ctx, chosen, wanting, secret);
  // What could not be tried just now is tried when it is asked for again, and so is all that follows it.
  const place = untried === undefined ? end : (placeOf(chosen[untried - 1]) ?? after);
  return {
    secret,
    cursor: writeListeningCursor({ from, place: place ?? null }),
    has_more: place !== undefined,
    is_complete: isComplete,
    data: requests,
  };
}

function placeOf(event: AcceptedAt | undefined): AcceptancePlace | undefined {
  return event && { at: event.at, id: event.id };
}

/** Whatever is asked, no further back than a day: what lies before is not complete. */
function beginOf(
  { cursor: given, since }: ReadRequestsInput,
  now: string,
): { cursor: ListeningCursor; isComplete: boolean } {
  const earliest = isoOf(Date.parse(now) - FURTHEST_MS);
  if (given !== undefined) {
    const cursor = readListeningCursor(given);
    if ((cursor.place?.at ?? cursor.from) >= earliest) {
      // Nobody is ahead of the clock, but for who made a cursor up.
      return { cursor: cursor.from > now ? { from: now, place: null } : cursor, isComplete: true };
    }
    return { cursor: { from: earliest, place: null }, isComplete: false };
  }
  if (since === undefined) return { cursor: { from: now, place: null }, isComplete: true };
  // Compared as numbers: a year of ISO 8601 may be one that neither sorts nor can be read by Postgres.
  const ms = Math.min(Date.parse(since), Date.parse(now));
  const isTooEarly = ms < Date.parse(earliest);
  return { cursor: { from: isTooEarly ? earliest : isoOf(ms), place: null }, isComplete: !isTooEarly };
}

/**
 * What a webhook for everything gets, or the one that is named.
 * @throws {DomainError} as {@link readRequests}.
 */
async function wantingOf(ctx: Context, input: ReadRequestsInput): Promise<Wanting> {
  const catalog = catalogOf(ctx);
  const { webhook_id: webhookId, events = ['*'], api_version: version, payload_style: style } = input;
  if (webhookId === undefined) {
    checkSubscriptions(catalog, events, '/events');
    if (version !== undefined) checkApiVersion(catalog, version);
    return {
      // Nobody but the webhook that it greets gets a ping.
      subscribesTo: (type) => type !== PING && events.some((each) => subscribes(each, type)),
      wishOf: (type) => ({
        apiVersion: version ?? catalog.get(type)?.versions[0]?.version ?? '',
        payloadStyle: style ?? 'snapshot',
      }),
      webhook: null,
    };
  }
  if (input.events ?? version ?? style)
    throw new DomainError('invalid', 'The webhook says which events in which form: leave those out.', [
      { path: '/webhook_id', message: 'Give either a webhook or events, api_version and payload_style.' },
    ]);
  const [webhook] = await webhooksFor(ctx, webhookId);
  if (!webhook) throw new Error('webhooksFor answers the one that is named.');
  return {
    subscribesTo: (type) => type === PING || webhook.subscribesTo(type),
    wishOf: () => webhook.wish,
    webhook,
  };
}

function secretOf(ctx: Context): string {
  const { actor } = ctx;
  const id = actor.type === 'app' ? actor.keyId : actor.id;
  return listenerSecret(ctx.config, { accountId: tenantOf(ctx), id: `${actor.type} ${id}` });
}
