import type { Queryable } from './connections.ts';

/**
 * The outbox: one table in a schema of its own. Run it as a migration of your service, or by {@link createOutbox}; it
 * may be run again at any time.
 *
 * Rows live from the transaction that writes them until Tidings has accepted them, a moment later. The few
 * that Tidings refuses stay, with `failed_at` and `error`.
 */
// A table of an earlier version is given what it lacks; where it lacks nothing, nobody waits for its lock.
// The lock: of two services that start at once, `IF NOT EXISTS` would let one fail. Statements of one text are one
// transaction, which ends it.
export const OUTBOX_TABLE = `
SELECT pg_advisory_xact_lock(7205759403792794);
CREATE SCHEMA IF NOT EXISTS tidings;
CREATE TABLE IF NOT EXISTS tidings.outbox (
  position bigserial PRIMARY KEY,
  id text COLLATE "C" NOT NULL,
  account_id text COLLATE "C" NOT NULL,
  type text COLLATE "C" NOT NULL,
  data json NOT NULL,
  api_version text,
  created_at timestamptz NOT NULL,
  bytes integer NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  first_tried_at timestamptz,
  held_until timestamptz,
  held_by uuid,
  error text,
  failed_at timestamptz,
  traceparent text
);
CREATE INDEX IF NOT EXISTS outbox_waiting ON tidings.outbox (account_id, position) WHERE failed_at IS NULL;
CREATE INDEX IF NOT EXISTS outbox_held ON tidings.outbox (account_id, held_until) WHERE held_until IS NOT NULL;
CREATE INDEX IF NOT EXISTS outbox_failed ON tidings.outbox (failed_at) WHERE failed_at IS NOT NULL;
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = 'tidings.outbox'::regclass AND attname = 'traceparent') THEN
    ALTER TABLE tidings.outbox ADD COLUMN traceparent text;
  END IF;
END $$;
`;

/** Makes the outbox in the database of `client`, if it is not there yet. */
export async function createOutbox(client: Queryable): Promise<void> {
  await client.query(OUTBOX_TABLE);
}
