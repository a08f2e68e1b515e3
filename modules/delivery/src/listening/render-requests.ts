import type { Subscriber } from '@tidings/endpoint';
import {
  catalogOf,
  isPingOf,
  keptFrom,
  loadBodies,
  type PublishedData,
  type Rendered,
  renderBodies,
  variantOf,
  type Wish,
} from '@tidings/event';
import type { Event } from '@tidings/event/schema';
import { type Context, tenantOf } from '@tidings/kernel';
import { requestHeaders } from '../sending/request-headers.ts';
import { wantsNow } from '../queue/seen-by.ts';
import type { ListenerRequest } from './listening-schema.ts';

/** Which events a listener gets, in which form. */
export type Wanting = {
  subscribesTo: (type: string) => boolean;
  wishOf: (type: string) => Wish;
  /** Whose filter decides; null: none does. */
  webhook: Subscriber | null;
};

type Chosen = { day: string; id: string; type: string };

/**
 * Makes requests of events, and keeps nothing. Those that were erased or dropped meanwhile are left out, and those that the
 * filter of the webhook does not let pass.
 * @returns `untried`: which one could not be tried just now; the requests are of those before it.
 */
export async function renderRequests(
  ctx: Context,
  chosen: Chosen[],
  wanting: Wanting,
  secret: string,
): Promise<{ requests: ListenerRequest[]; untried: number | undefined }> {
  const catalog = catalogOf(ctx);
  const accountId = tenantOf(ctx);
  const bodyOf = await loadBodies(
    ctx.database,
    chosen.map(({ day, id }) => ({ accountId, day, id })),
  );
  const stored: (Chosen & { index: number; accountId: string; variant: string | null; body: string })[] = [];
  for (const [index, each] of chosen.entries()) {
    const found = bodyOf({ accountId, ...each });
    if (!found || found.is_erased || !(await isWanted(ctx, wanting, found.body))) continue;
    const variant = variantOf(catalog, each.type, wanting.wishOf(each.type));
    stored.push({ ...each, index, accountId, variant, body: found.body });
  }
  const others = stored.flatMap((each) =>
    each.variant === null ? [] : [{ ...each, variant: each.variant }],
  );
  const renderedOf = await renderBodies(ctx, others, { isKept: false });
  const requests: ListenerRequest[] = [];
  for (const each of stored) {
    const { id, type, variant } = each;
    const rendered: Rendered | undefined =
      variant === null ? { body: each.body } : renderedOf({ ...each, variant });
    if (!rendered) continue;
    if ('body' in rendered) {
      const { body } = rendered;
      const headers = headersOf(ctx, { id, type, body }, secret);
      requests.push({ event_id: id, event_type: type, headers, body, fault: null });
      continue;
    }
    if (rendered.isUntried) return { requests, untried: each.index };
    requests.push({ event_id: id, event_type: type, headers: {}, body: '', fault: rendered.fault });
  }
  return { requests, untried: undefined };
}

async function isWanted(ctx: Context, { webhook }: Wanting, body: string): Promise<boolean> {
  if (webhook === null) return true;
  const { type, api_version: apiVersion, data }: Event = JSON.parse(body); // the envelope that we wrote
  const event: PublishedData = { type, apiVersion, data };
  if (isPingOf(event, webhook.id)) return true;
  return keptFrom(event, webhook.id) === undefined && wantsNow(catalogOf(ctx), webhook, event);
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
