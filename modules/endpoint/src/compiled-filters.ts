import { compileFilter, type Looks } from '@tidings/event/schema';
import { type Logger, type Sql, statement } from '@tidings/kernel';
import { readStoredFilter } from './stored-filter.ts';

/** Whether an event's data passes a webhook's filter. */
export type Passes = (data: Record<string, unknown>, looks?: Looks) => boolean;
type Filtered = { id: string; filter_hash: string | null };
type StoredFilter = { id: string; filter: string | null; filter_hash: string | null };

// Primary key.
const FILTERS = statement<StoredFilter>(
  'endpoint.filters',
  `SELECT id, filter, filter_hash
   FROM endpoint.endpoint
   WHERE id = ANY ($1::text[])`,
);

const everything: Passes = () => true;
const nothing: Passes = () => false;

/**
 * The filters of many webhooks at once, each in the place of its webhook. Only those that this process has not met
 * are read and compiled; a webhook that was deleted meanwhile lets nothing through. Nor does one whose filter this
 * release cannot read, which the log says once: it must not keep the account from publishing.
 */
export async function compiledFilters(sql: Sql, log: Logger, webhooks: Filtered[]): Promise<Passes[]> {
  const known = webhooks.map(({ filter_hash: hash }) =>
    hash === null ? everything : kept.get(hash)?.passes,
  );
  const unknown = webhooks.filter((_, index) => known[index] === undefined);
  if (unknown.length === 0) return known.map((passes) => passes ?? nothing);
  const rows = await sql.query(FILTERS, [unknown.map(({ id }) => id)]);
  const read = new Map(rows.map((row) => [row.id, compiled(row, log)]));
  return webhooks.map(({ id }, index) => known[index] ?? read.get(id) ?? nothing);
}

/**
 * By the hash of their text, so that nobody has to be told when a webhook's filter changes, and webhooks with the
 * same filter share it. When there are too many, those that have been here longest go first.
 */
const kept = new Map<string, { passes: Passes; characters: number }>();
const KEPT_LIMIT = 10_000;
const KEPT_CHARACTERS_LIMIT = 16 * 1024 * 1024;
let keptCharacters = 0;

function compiled({ id, filter: text, filter_hash: hash }: StoredFilter, log: Logger): Passes {
  if (text === null || hash === null) return everything; // taken away after the webhooks were read
  const known = kept.get(hash);
  if (known) return known.passes;
  const { filter, fault } = readStoredFilter(text);
  if (!filter) log.error({ webhook: id, fault }, 'A stored filter cannot be read: nothing passes it');
  const passes = filter ? compileFilter(filter) : nothing;
  kept.set(hash, { passes, characters: text.length });
  keptCharacters += text.length;
  for (const [oldest, { characters }] of kept) {
    if (kept.size <= KEPT_LIMIT && keptCharacters <= KEPT_CHARACTERS_LIMIT) break;
    kept.delete(oldest);
    keptCharacters -= characters;
  }
  return passes;
}
