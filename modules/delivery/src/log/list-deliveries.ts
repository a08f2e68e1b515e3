import { getWebhook } from '@tidings/endpoint';
import {
  type Context,
  dayOfId,
  decodeDayCursor,
  encodeCursor,
  pageFrom,
  type Statement,
  tenantOf,
} from '@tidings/kernel';
import { type Page, typeId } from '@tidings/kernel/schema';
import {
  LIST,
  LIST_BY_EVENT,
  LIST_BY_TYPE,
  LIST_NEAR,
  LIST_ONE,
  LIST_UNSETTLED,
  LIST_UNSETTLED_BY_TYPE,
} from './list-statements.ts';
import { type Position, rangeOf } from './log-range.ts';
import { type DeliveryRow, presentDelivery } from './present.ts';
import { searchLog, type Stretch } from './search-log.ts';
import { typesMeant } from './types-meant.ts';
import type { Delivery, DeliveryFilters, ListDeliveriesInput } from '../schema.ts';

/**
 * The deliveries of a webhook, newest first, of which all filters hold; stable while more come in. `q` is the whole
 * id of an event or a delivery, or the whole value of a facet or its label, such as an address. Where a value is rare in
 * this log, but not among the account's events, a page may hold fewer than `limit`, or none, and say that there is more.
 * @throws {DomainError} `not_found` for a webhook that is not this account's.
 */
export async function listDeliveries(ctx: Context, input: ListDeliveriesInput): Promise<Page<Delivery>> {
  const list = `deliveries ${input.id}`;
  const before = decodeDayCursor(list, input.cursor);
  await getWebhook(ctx, { id: input.id });
  const { rows, lookedUntil } = await readLog(ctx, input, { before, rows: input.limit + 1 });
  const page = pageFrom(rows, input.limit, {
    list,
    show: presentDelivery,
    position: (row) => [row.day, row.id],
  });
  if (page.has_more || !lookedUntil) return page;
  return { ...page, has_more: true, next_cursor: encodeCursor(list, [lookedUntil.day, lookedUntil.id]) };
}

/** So many of the newest deliveries are looked through for a backlog before the queue is: 2 ms against 200 ms. */
const NEAR_ROWS = 1_000;

/**
 * A stretch of a webhook's log that begins after a place in it, by the statement whose index serves the filters.
 * The caller has made sure that the webhook is the account's.
 */
export async function readLog(
  ctx: Context,
  given: DeliveryFilters,
  stretch: { before: Position; rows: number },
): Promise<Stretch> {
  const filters = { ...given, type: await typesMeant(ctx, given, rangeOf(given, stretch.before)) };
  const q = filters.q?.trim() ?? '';
  if (q === '' || isId('del', q) || isId('evt', q)) return { rows: await read(ctx, filters, stretch, q) };
  return searchLog(ctx, q, {
    ...stretch,
    read: (before, rows) => read(ctx, filters, { before, rows }),
    ofEvents: (ids) => read(ctx, filters, stretch, ids),
  });
}

/** @param what a delivery or an event by its id, or some events; all if left out or ''. */
async function read(
  ctx: Context,
  filters: DeliveryFilters,
  stretch: { before: Position; rows: number },
  what: string | string[] = '',
): Promise<DeliveryRow[]> {
  const range = rangeOf(filters, stretch.before);
  const values = [
    filters.id,
    tenantOf(ctx),
    range.before.day,
    range.before.id,
    range.from.day,
    range.from.id,
    range.createdAfter,
    range.createdBefore,
    filters.type ?? null,
    stretch.rows,
    filters.status ?? null,
  ];
  const run = (form: Statement<DeliveryRow>, ...more: (string | number | string[])[]) =>
    ctx.database.query(form, [...values, ...more]);
  if (Array.isArray(what)) return run(LIST_BY_EVENT, what);
  if (isId('del', what)) return run(LIST_ONE, what, dayOfId(what));
  if (what !== '') return run(LIST_BY_EVENT, [what]);
  const { status, type } = filters;
  // Most deliveries succeed, or the webhook is disabled before long: only among those is a status found by looking.
  if (!status || status.includes('succeeded')) return run(type ? LIST_BY_TYPE : LIST);
  if (status.includes('pending') || status.includes('retrying')) {
    const near = await run(LIST_NEAR, Math.max(NEAR_ROWS, stretch.rows * 4));
    if (near.length === stretch.rows) return near;
  }
  return run(type ? LIST_UNSETTLED_BY_TYPE : LIST_UNSETTLED);
}

function isId(prefix: 'del' | 'evt', given: string): boolean {
  return typeId(prefix).safeParse(given).success;
}
