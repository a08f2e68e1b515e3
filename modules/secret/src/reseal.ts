import {
  Batcher,
  type Context,
  type Database,
  type Logger,
  perDatabase,
  type Sql,
  statement,
} from '@tidings/kernel';
import { keyOwnerName, ownerName } from './create-secret.ts';
import { keyRingOf, type Sealed } from './key-ring.ts';

/** Rows of one statement. */
const BATCH = 200;
/** What is read within this time for signing is written together. */
const WAIT_MS = 50;

type Row = Sealed & { id: number; account_id: string; endpoint_id: string; public_key: string | null };
/** A secret as it was read, and as it is sealed now. */
type Resealed = Sealed & { row: { id: number; kid: string } };

// Primary key. Only what still is as it was read: another process may have been first.
const RESEAL = statement<{ id: number }>(
  'secret.reseal',
  `UPDATE secret.signing_secret AS s
   SET kid = anew.kid, sealed = decode(anew.sealed, 'hex')
   FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[]) AS anew (id, before, kid, sealed)
   WHERE s.id = anew.id AND s.kid = anew.before
   RETURNING s.id`,
);

async function write(sql: Sql, all: Resealed[]): Promise<number> {
  // In one order, so that two processes do not wait for each other.
  all.sort((left, right) => left.row.id - right.row.id);
  const written = await sql.query(RESEAL, [
    all.map(({ row }) => row.id),
    all.map(({ row }) => row.kid),
    all.map(({ kid }) => kid),
    all.map(({ sealed }) => sealed.toString('hex')),
  ]);
  return written.length;
}

const writers = perDatabase(
  (database) =>
    new Batcher<Resealed, void>({
      handle: async (all) => {
        await write(database, all);
        return all.map(() => undefined);
      },
      maxItems: BATCH,
      concurrency: 1,
      waitMs: WAIT_MS,
    }),
);

const REMEMBERED_LIMIT = 100_000;
/** Secrets that this process has sealed again when it read them. */
const rememberedRows = perDatabase(() => new Set<number>());

/**
 * Writes a secret back under the first master key, together with others, and without holding up whoever read it. Once
 * in a process for each secret: while master keys are replaced, one with another first key may seal it back.
 */
export function resealSoon(
  parts: { database: Database; log: Logger },
  row: Resealed['row'],
  seal: () => Sealed,
): void {
  const remembered = rememberedRows(parts.database);
  if (remembered.has(row.id)) return;
  if (remembered.size >= REMEMBERED_LIMIT) remembered.clear();
  remembered.add(row.id);
  writers(parts.database)
    .add({ row, ...seal() })
    .catch((error: unknown) => {
      // It stays as it was, and opens as before; the task comes by, too.
      parts.log.warn({ reason: String(error) }, 'A secret could not be sealed with the first master key');
    });
}

// Index signing_secret_by_kid; `<>` would read them all.
const OTHERS = statement<Row>(
  'secret.sealed-by-others',
  `SELECT id, account_id, endpoint_id, kid, sealed, public_key
   FROM secret.signing_secret
   WHERE (kid < $1 OR kid > $1) AND id > $2
   ORDER BY id
   LIMIT ${BATCH}`,
);

/**
 * Seals everything with the first master key that another one had sealed, a batch at a time. What cannot be opened
 * stays, and the log names the master key that it needs.
 */
export async function resealAll({
  config,
  database,
  log,
}: Pick<Context, 'config' | 'database' | 'log'>): Promise<void> {
  const ring = keyRingOf(config);
  const unreadable = new Map<string, { count: number; reason: string }>();
  let sealed = 0;
  let after = 0;
  for (;;) {
    const rows = await database.query(OTHERS, [ring.current, after]);
    const opened: Resealed[] = [];
    for (const row of rows) {
      const owner = { accountId: row.account_id, endpointId: row.endpoint_id };
      const name = row.public_key === null ? ownerName(owner) : keyOwnerName(owner);
      try {
        opened.push({ row, ...ring.seal(ring.open(row, name), name) });
      } catch (error) {
        const known = unreadable.get(row.kid);
        unreadable.set(row.kid, { count: (known?.count ?? 0) + 1, reason: String(error) });
      }
    }
    if (opened.length > 0) sealed += await write(database, opened);
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) break;
    after = last.id;
  }
  if (sealed > 0)
    log.info({ kid: ring.current, secrets: sealed }, 'Secrets were sealed with the first master key');
  for (const [kid, { count, reason }] of unreadable)
    log.error({ kid, secrets: count, reason }, 'Secrets cannot be read; their webhooks are sent nothing');
}
