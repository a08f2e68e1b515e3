import {
  acceptedSince,
  catalogOf,
  checkSubscriptions,
  loadBodies,
  renderBodies,
  subscribes,
  variantOf,
} from '@tidings/event';
import { type Context, tenantOf } from '@tidings/kernel';
import { listenerSecret } from '@tidings/secret';
import { requestHeaders } from '../request-headers.ts';
import type { ListenerRequest, ListenerRequests, ReadRequestsInput } from './listening-schema.ts';

/** A transaction that began before the last answer may have been committed after it. */
const OVERLAP_MS = 10_000;
/** In one answer: 16 MiB of the largest events. */
const REQUESTS_MAX = 50;

type Chosen = { day: string; id: string; type: string };

/**
 * What a webhook would be sent of the events that were accepted after `since`, oldest first, signed for whoever asks.
 * It stands for a webhook where none can reach: nothing is stored of it, nothing retried. At least once: an event comes again
 * unless it is named in `seen`.
 * @throws {DomainError} `invalid` for a subscription that can never match.
 */
export async function readRequests(ctx: Context, input: ReadRequestsInput): Promise<ListenerRequests> {
  checkSubscriptions(catalogOf(ctx), input.events, '/events');
  const since = input.since === undefined ? null : new Date(Date.parse(input.since) - OVERLAP_MS);
  const { events, now, isComplete } = await acceptedSince(ctx, since);
  const seen = new Set(input.seen);
  const wanted = events.filter(
    ({ id, type }) => !seen.has(id) && input.events.some((subscription) => subscribes(subscription, type)),
  );
  const chosen = wanted.slice(0, REQUESTS_MAX);
  const last = chosen.at(-1);
  const hasMore = wanted.length > chosen.length && last !== undefined;
  const secret = secretOf(ctx);
  return {
    secret,
    since: (hasMore ? last.acceptedAt : now).toISOString(),
    has_more: hasMore,
    is_complete: isComplete,
    data: await render(ctx, chosen, { ...input, secret }),
  };
}

function secretOf(ctx: Context): string {
  const { actor } = ctx;
  const id = actor.type === 'app' ? actor.keyId : actor.id;
  return listenerSecret(ctx.config, { accountId: tenantOf(ctx), id: `${actor.type} ${id}` });
}

/** Those that were erased or dropped meanwhile are left out. */
async function render(
  ctx: Context,
  chosen: Chosen[],
  wish: Pick<ReadRequestsInput, 'api_version' | 'payload_style'> & { secret: string },
): Promise<ListenerRequest[]> {
  const catalog = catalogOf(ctx);
  const accountId = tenantOf(ctx);
  const bodyOf = await loadBodies(
    ctx.database,
    chosen.map(({ day, id }) => ({ accountId, day, id })),
  );
  const stored = chosen.flatMap(({ day, id, type }) => {
    const found = bodyOf({ accountId, day, id });
    if (!found || found.is_erased) return [];
    const newest = catalog.get(type)?.versions[0]?.version ?? '';
    const apiVersion = wish.api_version ?? newest;
    const variant = variantOf(catalog, type, { apiVersion, payloadStyle: wish.payload_style });
    return [{ accountId, day, id, type, variant, body: found.body }];
  });
  const others = stored.flatMap((each) =>
    each.variant === null ? [] : [{ ...each, variant: each.variant }],
  );
  const renderedOf = await renderBodies(ctx, others);
  return stored.flatMap((each): ListenerRequest[] => {
    const { id, type, variant } = each;
    const rendered = variant === null ? { body: each.body } : renderedOf({ ...each, variant });
    if (!rendered) return [];
    if ('fault' in rendered)
      return [{ event_id: id, event_type: type, headers: {}, body: '', fault: rendered.fault }];
    const headers = headersOf(ctx, { id, type, body: rendered.body }, wish.secret);
    return [{ event_id: id, event_type: type, headers, body: rendered.body, fault: null }];
  });
}

/** Those of a first attempt, without the id of a delivery: there is none that could be looked up. */
function headersOf(
  { clock, config }: Context,
  { id, type, body }: { id: string; type: string; body: string },
  secret: string,
): Record<string, string> {
  const { [`x-${config.BRAND.toLowerCase()}-delivery-id`]: _delivery, ...headers } = requestHeaders(
    {
      claimed: { delivery_id: '', event_id: id, event_type: type, attempts_made: 0, last_error: null },
      body,
      timestamp: Math.floor(clock.now().getTime() / 1000),
    },
    { headers: {}, keys: { secrets: [{ key: secret, expiresAtMs: null }], pairs: [] }, scheme: 'standard' },
    config.BRAND,
  );
  return headers;
}
