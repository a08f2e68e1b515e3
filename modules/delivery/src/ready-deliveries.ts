import { loadTargets } from '@tidings/endpoint';
import type { Config, Database, Logger } from '@tidings/kernel';
import { canSign } from '@tidings/secret';
import type { ReadyDelivery } from './attempt-delivery.ts';
import { openBreakers, probeAgain } from './breaker.ts';
import { cancelHeld, type Claimed, release } from './claim.ts';
import { giveUp } from './give-up.ts';
import { loadPayloads } from './load-payloads.ts';
import { QUARANTINE_AFTER, Suspects } from './suspects.ts';

/** Deliveries in the hands of this process since `claimedAtMs`; with bodies if they were made here and need not be loaded. */
export type Held = { deliveries: Claimed[]; claimedAtMs: number; bodies?: Map<Claimed, string> };

/** A webhook that was paused since the claim has a closed gate; should it have none, it is looked at again then. */
const PAUSED_MS = 1_000;
/** How long suspects wait for which there is no room beside others. */
const SUSPECT_WAIT_MS = 1_000;

/**
 * Loads what is needed to send claimed deliveries, and puts aside those that cannot be sent: paused or without a
 * readable secret (nothing leaves unsigned; its breaker opens, so that a probe finds out when it can be read again),
 * their webhook gone, their event gone or erased, interrupted time and again.
 */
export async function readyDeliveries(
  parts: { config: Config; database: Database; log: Logger; suspects: Suspects },
  { deliveries, claimedAtMs, bodies }: Held,
): Promise<ReadyDelivery[]> {
  const { database, log, suspects } = parts;
  const [targets, payloadOf] = await Promise.all([
    loadTargets(parts, [...new Set(deliveries.map((each) => each.endpoint_id))]),
    loadPayloads(parts, deliveries, bodies),
  ]);
  const ready: ReadyDelivery[] = [];
  const paused: Claimed[] = [];
  const mute: Claimed[] = [];
  const gone: Claimed[] = [];
  const suspected: Claimed[] = [];
  const poisonous: Claimed[] = [];
  for (const claimed of deliveries) {
    const target = targets.get(claimed.endpoint_id);
    const payload = payloadOf(claimed);
    if (!target || payload === undefined) gone.push(claimed);
    else if (claimed.interruptions >= QUARANTINE_AFTER) poisonous.push(claimed);
    else if (target.status !== 'active') paused.push(claimed);
    else if (!canSign(target.keys, target.scheme)) mute.push(claimed);
    else if (Suspects.has(claimed) && !suspects.admit(claimed)) suspected.push(claimed);
    else ready.push({ claimed, target, payload, claimedAtMs });
  }
  if (poisonous.length > 0)
    log.error(
      { deliveries: poisonous.map((each) => each.delivery_id) },
      'Interrupted too often, and given up',
    );
  await Promise.all([
    release(database, paused, PAUSED_MS),
    openBreakers(database, [...new Set(mute.map((each) => each.endpoint_id))]).then(() =>
      release(database, mute, 0),
    ),
    release(database, suspected, SUSPECT_WAIT_MS),
    cancelHeld(database, gone),
    giveUp(database, poisonous),
  ]);
  await probeAgain(database, [...gone, ...poisonous, ...suspected]);
  return ready;
}
