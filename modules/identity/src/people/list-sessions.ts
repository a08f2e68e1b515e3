import { type Context, statement } from '@tidings/kernel';
import type { PersonSession } from './people-schema.ts';
import { personOf } from './person.ts';
import { IDLE_DAYS } from './session-limits.ts';

type Row = {
  id: string;
  created_at: Date;
  last_seen_at: Date;
  expires_at: Date;
  address: string | null;
  user_agent: string | null;
};

// By session_user_id_idx.
const LIST = statement<Row>(
  'identity.list-sessions',
  `SELECT id, created_at, updated_at AS last_seen_at, ip_address AS address, user_agent,
     least(expires_at, updated_at + make_interval(days => ${IDLE_DAYS})) AS expires_at
   FROM identity.session
   WHERE user_id = $1 AND expires_at > now() AND updated_at > now() - make_interval(days => ${IDLE_DAYS})
   ORDER BY updated_at DESC, id
   LIMIT 100`,
);

/** Where the person is signed in, the latest used first. What opens a session is never shown. */
export async function listSessions(ctx: Context): Promise<{ data: PersonSession[] }> {
  const person = personOf(ctx);
  const rows = await ctx.database.query(LIST, [person.id]);
  return {
    data: rows.map((row) => ({
      id: row.id,
      current: row.id === person.sessionId,
      address: row.address || null,
      user_agent: row.user_agent || null,
      created_at: row.created_at.toISOString(),
      last_seen_at: row.last_seen_at.toISOString(),
      expires_at: row.expires_at.toISOString(),
    })),
  };
}
