import { createHash } from 'node:crypto';
import { audit, type AuditOrigin, type Context, type Sql, statement, systemOrigin } from '@tidings/kernel';
import { placeOf } from './place.ts';

/** Of a place, sign-ins as nobody that we know are told once at first, and then as a sum when so long has gone by. */
const WINDOW_MINUTES = 15;
/** Beyond so many places at a time, all others are told together: whoever has many addresses fills no log either. */
const PLACES_LIMIT = 100;
const ELSEWHERE = 'elsewhere';

// Primary key, and at most some hundred rows to be counted.
const COUNT = statement<{ count: number }>(
  'identity.count-stranger',
  `INSERT INTO identity.strangers_sign_in AS known (place, count, began_at)
   SELECT CASE WHEN EXISTS (SELECT FROM identity.strangers_sign_in WHERE place = $1)
                 OR (SELECT count(*) FROM identity.strangers_sign_in) < ${PLACES_LIMIT}
               THEN $1 ELSE '${ELSEWHERE}' END, 1, now()
   ON CONFLICT (place) DO UPDATE SET count = known.count + 1
   RETURNING count`,
);

// All rows: some hundred at most.
const TAKE_ENDED = statement<{ place: string; further: number; began_at: Date }>(
  'identity.take-strangers-ended',
  `DELETE FROM identity.strangers_sign_in
   WHERE began_at < now() - make_interval(mins => ${WINDOW_MINUTES})
   RETURNING place, count - 1 AS further, began_at`,
);

/**
 * Records in the installation's log that somebody tried to sign in as nobody that we know. Anybody can do so as often
 * as they like, and the log is for ever: only the first of a place is an entry, see {@link auditStrangers}.
 * @param typed as an e-mail address. It may be anything, such as a password, and somebody's: only a hash is kept.
 */
export async function auditStranger(tx: Sql, origin: AuditOrigin, typed: string): Promise<void> {
  const [counted] = await tx.query(COUNT, [placeOf(origin.address)]);
  if (counted?.count !== 1) return;
  await audit(origin, tx, {
    action: 'user.sign_in_failed',
    subject: { type: 'user', id: 'unknown', name: `unknown (${hintOfAddress(typed)})` },
    accountId: null,
  });
}

/** Records how many sign-ins as nobody that we know came from each place after the first, when its window has ended. */
export async function auditStrangers({ database }: Pick<Context, 'database'>): Promise<void> {
  await database.transaction(async (tx) => {
    for (const { place, further, began_at: beganAt } of await tx.query(TAKE_ENDED)) {
      if (further === 0) continue;
      await audit(systemOrigin(), tx, {
        action: 'user.sign_in_failed',
        subject: { type: 'user', id: 'unknown' },
        after: { from: place, further_attempts: further, since: beganAt },
      });
    }
  });
}

/** Enough to see that the same was typed again, and to find who owns an address that one has. */
function hintOfAddress(typed: string): string {
  return createHash('sha256').update(typed).digest('hex').slice(0, 8);
}
