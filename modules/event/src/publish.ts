import { createHash } from 'node:crypto';
import {
  type Context,
  dayOfId,
  DomainError,
  invalid,
  type Issue,
  newId,
  pointer,
  tenantOf,
} from '@tidings/kernel';
import { catalogOf } from './catalog.ts';
import { commitEvents, type ReadyEvent } from './commit-events.ts';
import { withinQuota } from './delivery-quota.ts';
import { facetsOf } from './facets/facets-of.ts';
import { committed, type Patience, refuseWhenFull } from './publish-backpressure.ts';
import { EVENT_BYTES_LIMIT, type Published, type PublishInput } from './schema.ts';

/** Deeper data is refused: it serves nobody and exhausts the stack of whoever walks it. */
const DEPTH_LIMIT = 50;

/**
 * Accepts one event. When it answers, the event and its deliveries are committed. The same
 * `idempotency_key`, or the same `id` given by the publisher, within 24 hours gives the first answer again.
 * @param patience how long the publisher waits at most to be answered.
 * @throws {DomainError} `invalid` with a JSON pointer for each fault, `conflict` when a key or id comes with
 * another body, `too_large` over 256 KiB, `rate_limited` when the account's quota of deliveries is used up, `unavailable` when too much waits already or the database does not
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
  const fault = faultOf(input.data, ['data'], DEPTH_LIMIT);
  if (fault) throw invalid(fault.path, fault.message);
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
function faultOf(value: unknown, path: string[], levels: number): Issue | undefined {
  const at = (message: string): Issue => ({ path: pointer(path), message });
  if (typeof value === 'number' && !Number.isFinite(value)) return at('A number is too large.');
  // From 1e21 on a number is written with an exponent, and nobody expects its last digit.
  if (Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(Number(value)) < 1e21) {
    return at('A whole number beyond 2^53 loses digits on its way; send it as text.');
  }
  if (value === null || typeof value !== 'object') return undefined;
  if (levels === 0) return { path: '/data', message: `Data may be nested ${DEPTH_LIMIT} levels deep.` };
  for (const [key, each] of Object.entries(value)) {
    path.push(key);
    const fault = faultOf(each, path, levels - 1);
    if (fault !== undefined) return fault;
    path.pop();
  }
  return undefined;
}
