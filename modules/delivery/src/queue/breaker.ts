import { type Sql, statement } from '@tidings/kernel';

/** The first probe comes after this time; each that fails doubles the wait, up to the limit. */
const FIRST_PROBE_MS = 1_000;
const LAST_PROBE_MS = 30_000;

const OPEN = statement<never>(
  'delivery.open-breaker',
  `INSERT INTO delivery.gate AS g (endpoint_id, broken_at, probe_at, probes)
   SELECT id, now(), now() + ${FIRST_PROBE_MS} * interval '1 millisecond', 0
   FROM unnest($1::text[]) AS broken (id)
   ON CONFLICT (endpoint_id) DO UPDATE
   SET broken_at = coalesce(g.broken_at, now()),
       probes = CASE WHEN g.broken_at IS NULL THEN 0 ELSE g.probes + 1 END,
       probe_at = now() + CASE WHEN g.broken_at IS NULL THEN ${FIRST_PROBE_MS}
         ELSE least(${LAST_PROBE_MS}, ${FIRST_PROBE_MS} * 2 ^ least(g.probes + 1, 10)) END * interval '1 millisecond'
   WHERE g.broken_at IS NULL OR g.endpoint_id = ANY ($2::text[])`,
);

/**
 * Opens the breakers of webhooks that only hold up their deliveries: nothing is sent to them but a probe now and
 * then. Holds for every worker process.
 * @param probed those of them of which a probe has failed: where the breaker is open already, the next one waits twice as
 * long. What else was under way when it opened fails as well, in this process or another, and tells nothing new.
 */
export async function openBreakers(sql: Sql, endpointIds: string[], probed: string[] = []): Promise<void> {
  if (endpointIds.length > 0) await sql.query(OPEN, [endpointIds.toSorted(), probed]);
}

const PROBE_AGAIN = statement<never>(
  'delivery.probe-again',
  'UPDATE delivery.gate SET probe_at = now() WHERE endpoint_id = ANY ($1::text[]) AND broken_at IS NOT NULL',
);

/** Those of these deliveries that were to be probes told nothing, since no attempt was made: others may at once. */
export async function probeAgain(
  sql: Sql,
  deliveries: { endpoint_id: string; is_probe: boolean }[],
): Promise<void> {
  const probes = deliveries.filter((each) => each.is_probe);
  if (probes.length > 0) await sql.query(PROBE_AGAIN, [probes.map((each) => each.endpoint_id)]);
}

const CLOSE = statement<never>(
  'delivery.close-breaker',
  `UPDATE delivery.gate
   SET broken_at = NULL, probe_at = NULL, probes = 0
   WHERE endpoint_id = ANY ($1::text[]) AND broken_at IS NOT NULL`,
);

/** A probe got through: everything goes on. */
export async function closeBreakers(sql: Sql, endpointIds: string[]): Promise<void> {
  if (endpointIds.length > 0) await sql.query(CLOSE, [endpointIds]);
}
