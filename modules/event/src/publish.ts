import { createHash } from 'node:crypto';
import { type Context, dayOfId, DomainError, isTracing, newId, tenantOf } from '@tidings/kernel';
import { catalogOf } from './catalog.ts';
import { commitEvents, type ReadyEvent } from './commit-events.ts';
import { withinQuota } from './delivery-quota.ts';
import { facetsOf } from './facets/facets-of.ts';
import { refuseUnkept, refuseUnsafeText } from './fault-of-data.ts';
import { committed, type Patience, refuseWhenFull } from './publish-backpressure.ts';
import { refuseForged } from './refuse-forged.ts';
import { EVENT_BYTES_LIMIT, type Published, type PublishInput } from './schema.ts';
import { tracedPublish } from './traced-publish.ts';

/**
 * Accepts one event. When it answers, the event and its deliveries are committed. The same
 * `idempotency_key`, or the same `id` given by the publisher, within 24 hours gives the first answer again.
 * @param patience how long the publisher waits at most to be answered.
 * @throws {DomainError} `invalid` with a JSON pointer for each fault, `conflict` when a key or id comes with
 * another body, `too_large` over 256 KiB, `rate_limited` when the account's quota of deliveries is used up, `unavailable` when too much waits already or the database does not
 * answer: its message says whether the event may have been stored.
 */
export function publish(
  ctx: Context,
  input: PublishInput & { idempotency_key?: string },
  patience: Patience = {},
): Promise<Published> {
  return isTracing()
    ? tracedPublish(ctx, input, (trace) => accept(ctx, input, patience, trace))
    : accept(ctx, input, patience);
}

async function accept(
  ctx: Context,
  input: PublishInput & { idempotency_key?: string },
  patience: Patience,
  trace?: string,
): Promise<Published> {
  const batcher = commitEvents(ctx.database);
  refuseWhenFull(batcher);
  refuseForged(ctx.clock, input);
  const event = prepare(ctx, input);
  if (trace !== undefined) event.trace = trace;
  const perMinute = ctx.quota?.deliveriesPerMinute ?? null;
  const outcome = await (perMinute === null
    ? committed(batcher, event, patience)
    : withinQuota(ctx, { event, perMinute, ...patience }, (left) => committed(batcher, event, left)));
  if (outcome instanceof DomainError) throw outcome;
  const { answer } = outcome;
  if (!event.warnings) return answer;
  const { type, apiVersion, warnings } = event;
  ctx.log.warn({ type, apiVersion, warnings, id: answer.id }, 'An event does not satisfy its schema');
  return { ...answer, warnings };
}

/** Checks an event and makes what is stored of it. @throws {DomainError} as {@link publish}. */
export function prepare(ctx: Context, input: PublishInput & { idempotency_key?: string }): ReadyEvent {
  const accountId = tenantOf(ctx);
  refuseUnkept(input.data);
  const { version: apiVersion, warnings } = catalogOf(ctx).validate({
    type: input.type,
    apiVersion: input.api_version,
    data: input.data,
  });
  const now = ctx.clock.now();
  const id = input.id ?? newId('evt');
  const createdAt = input.created_at === undefined ? now : new Date(input.created_at);
  const envelope = {
    id,
    type: input.type,
    api_version: apiVersion,
    created_at: createdAt.toISOString(),
    account_id: accountId,
    data: input.data,
  };
  const body = JSON.stringify(envelope);
  refuseUnsafeText(input.data, body);
  if (Buffer.byteLength(body) > EVENT_BYTES_LIMIT) {
    throw new DomainError('too_large', 'An event has at most 256 KiB.');
  }
  return {
    // The day that partitions it: ours even where the publisher gave the id, which may be of any age.
    day: input.id === undefined ? dayOfId(id) : now.toISOString().slice(0, 10),
    id,
    accountId,
    type: input.type,
    apiVersion,
    createdAt,
    data: input.data,
    body,
    claims: claimsOf(accountId, input),
    ...(warnings.length > 0 && { warnings }),
    facets: facetsOf(catalogOf(ctx).get(input.type) ?? { facets: {} }, input.data),
  };
}

function claimsOf(
  accountId: string,
  input: PublishInput & { idempotency_key?: string },
): ReadyEvent['claims'] {
  // The place in a trace says nothing of the event: it is the same in another one.
  const { idempotency_key: idempotencyKey, traceparent: _, ...request } = input;
  const keys = [
    ...(idempotencyKey === undefined ? [] : [`key:${idempotencyKey}`]),
    ...(request.id === undefined ? [] : [`id:${request.id}`]),
  ];
  if (keys.length === 0) return [];
  const hash = createHash('sha256').update(JSON.stringify(request)).digest('base64');
  return keys.map((key) => ({ accountId, key, hash }));
}
