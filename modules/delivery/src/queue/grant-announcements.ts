import { type Sql, statement } from '@tidings/kernel';

/** So many exhausted deliveries of one webhook are told of in a minute; others are counted. */
export const TOLD_PER_MINUTE = 60;

type Granted = {
  endpoint_id: string;
  /** How many of the deliveries may be told of. */
  granted: number;
  /** How many were passed over since the last that was told of; 0 when none is granted now. */
  reported: number;
};

// What was asked for: `excluded` has it in two parts.
const ASKED = '(excluded.granted + excluded.omitted)';
const TOLD = `CASE WHEN e.since <= now() - interval '1 minute' THEN 0 ELSE e.told END`;
const GRANTED = `least(${ASKED}, ${TOLD_PER_MINUTE} - ${TOLD})`;
const REPORTED = `CASE WHEN ${GRANTED} > 0 THEN e.omitted ELSE 0 END`;

// Primary key of delivery.exhaustion, locked in the order of ids.
const GRANT = statement<Granted>(
  'delivery.grant-announcements',
  `INSERT INTO delivery.exhaustion AS e (endpoint_id, since, told, granted, omitted, reported)
   SELECT endpoint_id, now(), least(asked, ${TOLD_PER_MINUTE}), least(asked, ${TOLD_PER_MINUTE}),
          greatest(asked - ${TOLD_PER_MINUTE}, 0), 0
   FROM unnest($1::text[], $2::int[]) AS given (endpoint_id, asked)
   ORDER BY endpoint_id
   ON CONFLICT (endpoint_id) DO UPDATE
   SET since = CASE WHEN e.since <= now() - interval '1 minute' THEN now() ELSE e.since END,
       told = ${TOLD} + ${GRANTED},
       granted = ${GRANTED},
       omitted = e.omitted - ${REPORTED} + ${ASKED} - ${GRANTED},
       reported = ${REPORTED}
   RETURNING endpoint_id, granted, reported`,
);

/**
 * Asks how many exhausted deliveries of each webhook may be told of now. All workers share the bound. Without it, webhooks
 * that lose many deliveries would each multiply the traffic of all others that subscribe to everything.
 * @param asked how many there are, by webhook.
 */
export async function grantAnnouncements(
  tx: Sql,
  asked: Map<string, number>,
): Promise<Map<string, { granted: number; omitted: number }>> {
  const rows = await tx.query(GRANT, [[...asked.keys()], [...asked.values()]]);
  return new Map(
    rows.map(({ endpoint_id, granted, reported }) => [endpoint_id, { granted, omitted: reported }]),
  );
}

const FORGET = statement<never>(
  'delivery.forget-exhaustion',
  `DELETE FROM delivery.exhaustion
   WHERE since < now() - CASE WHEN omitted = 0 THEN interval '1 day' ELSE interval '30 days' END`,
);

/**
 * Removes what is kept of webhooks that have lost nothing for a day. What was left out is kept for longer: of a webhook
 * that was disabled in the same minute it is told only when it loses something after it was resumed. The table is small.
 */
export async function forgetExhaustion(sql: Sql): Promise<void> {
  await sql.query(FORGET);
}
