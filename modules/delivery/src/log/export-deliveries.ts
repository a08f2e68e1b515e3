import { getWebhook } from '@tidings/endpoint';
import { audit, type Context, NEWEST } from '@tidings/kernel';
import { typeId } from '@tidings/kernel/schema';
import { z } from 'zod';
import { csvLine } from './csv-line.ts';
import { readLog } from './list-deliveries.ts';
import { type DeliveryRow, presentDelivery } from './present.ts';
import { type Delivery, delivery, type DeliveryFilters } from '../schema.ts';
import type { Stretch } from './search-log.ts';

/** Rows that are read and held at a time, however many there are. */
const PAGE_ROWS = 1_000;

// The names and the order of the JSON.
const COLUMNS = Object.keys(delivery.shape) as (keyof Delivery)[]; // the keys of the very schema

/**
 * Everything in a webhook's log of which all filters hold, newest first, as CSV (RFC 4180) with a header line, in
 * pieces of up to 1,000 lines. No transaction is open between pieces, so a slow reader holds nothing; what is
 * published after the beginning is not in it.
 * @throws {DomainError} `not_found` for a webhook that is not this account's, before the first piece.
 */
export async function exportDeliveries(ctx: Context, input: DeliveryFilters): Promise<AsyncIterable<string>> {
  const { name } = await getWebhook(ctx, { id: input.id });
  // Read before anything is promised: a filter or a database that is at fault is still answered as such.
  const first = await readLog(ctx, input, { before: NEWEST, rows: PAGE_ROWS });
  await ctx.database.transaction((tx) =>
    audit(ctx, tx, {
      action: 'deliveries.exported',
      subject: { type: 'webhook', id: input.id, name },
      after: filtersKept(input),
    }),
  );
  return piecesOf(ctx, input, first);
}

const ownId = z.union([typeId('evt'), typeId('del')]);

/** The audit log is for ever, and what is sought may be somebody's address: only an id of ours is kept. */
function filtersKept({ id: _, q, ...filters }: DeliveryFilters): Record<string, unknown> {
  if (q === undefined) return filters;
  return { ...filters, q: ownId.safeParse(q).success ? q : '[not kept]' };
}

async function* piecesOf(ctx: Context, input: DeliveryFilters, first: Stretch): AsyncIterable<string> {
  yield csvLine(COLUMNS);
  for (let { rows, lookedUntil } = first; ;) {
    if (rows.length > 0) yield rows.map(lineOf).join('');
    const before = rows.length < PAGE_ROWS ? lookedUntil : rows.at(-1);
    if (!before) return;
    ({ rows, lookedUntil } = await readLog(ctx, input, { before, rows: PAGE_ROWS }));
  }
}

function lineOf(row: DeliveryRow): string {
  const shown = presentDelivery(row);
  return csvLine(COLUMNS.map((column) => shown[column]));
}
