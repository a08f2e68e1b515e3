import { type Context, statement, tenantOf } from '@tidings/kernel';
import { fail, pass, warn } from './check.ts';
import type { DiagnosisCheck } from './diagnosis-schema.ts';

/** Of so many of the newest answers, … */
const LOOKED_AT = 100;
/** … among so many of the newest deliveries: a webhook that is dead has thousands without any. */
const READ = 1_000;

// Index delivery_by_endpoint, backwards from today's partition. Tests are sent with headers of their own.
export const REFUSALS = statement<{ attempted: number; refused: number; newest_refused: boolean | null }>(
  'delivery.refusals',
  `SELECT count(*) AS attempted,
          count(*) FILTER (WHERE last_status_code IN (401, 403)) AS refused,
          (array_agg(last_status_code IN (401, 403) ORDER BY day DESC, id DESC))[1] AS newest_refused
   FROM (
     SELECT day, id, last_status_code
     FROM (
       SELECT day, id, last_status_code, trigger
       FROM delivery.delivery
       WHERE endpoint_id = $1 AND account_id = $2
       ORDER BY day DESC, id DESC
       LIMIT ${READ}
     ) AS newest
     WHERE last_status_code IS NOT NULL AND trigger <> 'test'
     ORDER BY day DESC, id DESC
     LIMIT ${LOOKED_AT}
   ) AS answered`,
);

const NEXT =
  'Verify with the secret of this webhook, over the raw body, and exempt the path from CSRF protection and sign-in.';

/**
 * Whether the receiver refuses what it is sent, as it does when a signature does not verify: by 401 or 403 among its
 * newest answers. What it makes of a signature is known to nobody else.
 */
export async function checkSignatures(ctx: Context, webhookId: string): Promise<DiagnosisCheck> {
  const [seen] = await ctx.database.query(REFUSALS, [webhookId, tenantOf(ctx)]);
  if (!seen || seen.attempted === 0) return pass('signatures', 'The receiver has answered nothing yet.');
  const { attempted, refused, newest_refused: isRefusing } = seen;
  if (refused === 0) return pass('signatures', `None of the last ${attempted} answers was 401 or 403.`);
  const detail = `${refused} of the last ${attempted} answers ${refused === 1 ? 'was' : 'were'} 401 or 403, as when a signature does not verify.`;
  return isRefusing
    ? fail('signatures', detail, NEXT)
    : warn('signatures', `${detail} The newest was not.`, NEXT);
}
