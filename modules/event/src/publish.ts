import { createHash } from 'node:crypto';
import { type Context, dayOfId, DomainError, invalid, newId, tenantOf } from '@tidings/kernel';
import { catalogOf } from './catalog.ts';
import { commitEvents, type ReadyEvent } from './commit-events.ts';
import { committed, type Patience, refuseWhenFull } from './publish-backpressure.ts';
import { EVENT_BYTES_LIMIT, type Published, type PublishInput } from './schema.ts';

/** Deeper data is refused: it serves nobody and exhausts the stack of whoever walks it. */
const DEPTH_LIMIT = 50;

/**
 * Accepts one event. When it answers, the event and its deliveries are committed. The same
 * `idempotency_key`, or the same `id` given by the publisher, within 24 hours gives the first answer again.
 * @param patience how long the publisher waits at most to be answered.
 * @throws {DomainError} `invalid` with a JSON pointer for each fault, `conflict` when a key or id comes with
 * another body, `too_large` over 256 KiB, `unavailable` when too much waits already or the database does not
 * answer: its message says whether the event may have been stored.
 */
export async function publish(
  ctx: Context,
  input: PublishInput & { idempotency_key?: string },
  patience: Patience = {},
): Promise<Published> {
  const batcher = commitEvents(ctx.database);
  refuseWhenFull(batcher);
  const event = prepare(ctx, input);
  const outcome = await committed(batcher, event, patience);
  if (outcome instanceof DomainError) throw outcome;
  return outcome;
}

/** Checks an event and makes what is stored of it. @throws {DomainError} as {@link publish}. */
export function prepare(ctx: Context, input: PublishInput & { idempotency_key?: string }): ReadyEvent {
  const accountId = tenantOf(ctx);
  const fault = faultOf(input.data, DEPTH_LIMIT);
  if (fault) throw invalid('/data', fault);
  const apiVersion = catalogOf(ctx).validate({
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
    body,
    claims: claimsOf(accountId, input),
  };
}

function claimsOf(
  accountId: string,
  input: PublishInput & { idempotency_key?: string },
): ReadyEvent['claims'] {
  const { idempotency_key: idempotencyKey, ...request } = input;
  const keys = [
    ...(idempotencyKey === undefined ? [] : [`key:${idempotencyKey}`]),
    ...(request.id === undefined ? [] : [`id:${request.id}`]),
  ];
  if (keys.length === 0) return [];
  const hash = createHash('sha256').update(JSON.stringify(request)).digest('base64');
  return keys.map((key) => ({ accountId, key, hash }));
}

/**
 * What JSON can carry but cannot be kept as it came: nesting that exhausts the stack, numbers too large to be
 * read (`1e400`), which would be sent on as null, and whole numbers of more digits than a double holds, which
 * would be sent on rounded (RFC 8259 §6). Recursion ends at the limit.
 */
function faultOf(value: unknown, levels: number): string | undefined {
  if (typeof value === 'number' && !Number.isFinite(value)) return 'A number is too large.';
  // From 1e21 on a number is written with an exponent, and nobody expects its last digit.
  if (Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(Number(value)) < 1e21) {
    return 'A whole number beyond 2^53 loses digits on its way; send it as text.';
  }
  if (value === null || typeof value !== 'object') return undefined;
  if (levels === 0) return `Data may be nested ${DEPTH_LIMIT} levels deep.`;
  for (const each of Object.values(value)) {
    const fault = faultOf(each, levels - 1);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
