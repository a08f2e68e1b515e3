import { loadTargets } from '@tidings/endpoint';
import { loadBodies } from '@tidings/event';
import { type Config, type Database, isTracing, type Logger } from '@tidings/kernel';
import { canSign } from '@tidings/secret';
import type { ReadyDelivery } from './attempt-delivery.ts';
import { openBreakers, probeAgain } from '../queue/breaker.ts';
import { cancelHeld, type Claimed, release } from '../queue/claim.ts';
import { giveUp } from '../queue/give-up.ts';
import type { Unrendered } from './render-deliveries.ts';
import { QUARANTINE_AFTER, Suspects } from './suspects.ts';

/** Deliveries in the hands of this process since `claimedAtMs`; with bodies if they were made here and need not be loaded. */
export type Held = {
  deliveries: Claimed[];
  claimedAtMs: number;
  bodies?: Map<Claimed, string>;
  /** With the bodies: where their events were published, of those that were in a trace. */
  traces?: Map<Claimed, string> | undefined;
};

/** A webhook that was paused since the claim has a closed gate; should it have none, it is looked at again then. */
const PAUSED_MS = 1_000;
/** How long suspects wait for which there is no room beside others. */
const SUSPECT_WAIT_MS = 1_000;

type Parts = { config: Config; database: Database; log: Logger };

/** What can be sent now, and what can as soon as it has been made of its event; nobody waits for that but itself. */
export type Ready = { ready: ReadyDelivery[]; unrendered: Unrendered[] };

/**
 * Loads what is needed to send claimed deliveries, and puts aside those that cannot be sent: paused or without a
 * readable secret (nothing leaves unsigned; its breaker opens, so that a probe finds out when it can be read again),
 * their webhook gone, their event gone or erased, interrupted time and again.
 * @throws when they cannot be loaded; then none of them has been touched.
 */
export async function readyDeliveries(parts: Parts & { suspects: Suspects }, held: Held): Promise<Ready> {
  const { deliveries, claimedAtMs } = held;
  const { suspects } = parts;
  const [targets, { bodyOf, traceOf }] = await Promise.all([
    loadTargets(parts, [...new Set(deliveries.map((each) => each.endpoint_id))]),
    eventsOf(parts, held),
  ]);
  const ready: ReadyDelivery[] = [];
  const unrendered: Unrendered[] = [];
  const aside: Aside = { paused: [], mute: [], gone: [], suspected: [], poisonous: [] };
  for (const claimed of deliveries) {
    const target = targets.get(claimed.endpoint_id);
    const body = bodyOf(claimed);
    if (!target || body === undefined) aside.gone.push(claimed);
    else if (claimed.interruptions >= QUARANTINE_AFTER) aside.poisonous.push(claimed);
    else if (target.status !== 'active') aside.paused.push(claimed);
    else if (!canSign(target.keys, target.scheme)) aside.mute.push(claimed);
    else if (Suspects.has(claimed) && !suspects.admit(claimed)) aside.suspected.push(claimed);
    else {
      const trace = isTracing() ? traceOf(claimed) : undefined;
      if (claimed.variant === null) ready.push({ claimed, target, payload: { body }, claimedAtMs, trace });
      else unrendered.push({ claimed, target, body, claimedAtMs, trace });
    }
  }
  try {
    await putAside(parts, aside);
  } catch (error) {
    // Their leases pass, and they are due again. The others are as ready as before.
    parts.log.error({ err: error }, 'Cannot put deliveries aside');
  }
  return { ready, unrendered };
}

type Events = {
  /** The envelope as it was stored; undefined of what is gone or erased. */
  bodyOf: (claimed: Claimed) => string | undefined;
  traceOf: (claimed: Claimed) => string | null | undefined;
};

/** What is stored of the events, unless it is in memory already. */
async function eventsOf({ database }: Parts, { deliveries, bodies, traces }: Held): Promise<Events> {
  if (bodies) return { bodyOf: (claimed) => bodies.get(claimed), traceOf: (claimed) => traces?.get(claimed) };
  const storedOf = await loadBodies(database, deliveries.map(eventOf));
  return {
    bodyOf: (claimed) => {
      const stored = storedOf(eventOf(claimed));
      return stored?.is_erased ? undefined : stored?.body;
    },
    traceOf: (claimed) => storedOf(eventOf(claimed))?.trace,
  };
}

function eventOf(claimed: Claimed): { accountId: string; day: string; id: string } {
  return { accountId: claimed.account_id, day: claimed.event_day, id: claimed.event_id };
}

type Aside = Record<'paused' | 'mute' | 'gone' | 'suspected' | 'poisonous', Claimed[]>;

const webhooksOf = (deliveries: Claimed[]) => [...new Set(deliveries.map((each) => each.endpoint_id))];

async function putAside({ database, log }: Parts, aside: Aside): Promise<void> {
  const { paused, mute, gone, suspected, poisonous } = aside;
  if (poisonous.length > 0)
    log.error(
      { deliveries: poisonous.map((each) => each.delivery_id) },
      'Interrupted too often, and given up',
    );
  await Promise.all([
    release(database, paused, PAUSED_MS),
    openBreakers(database, webhooksOf(mute), webhooksOf(mute.filter((each) => each.is_probe))).then(() =>
      release(database, mute, 0),
    ),
    release(database, suspected, SUSPECT_WAIT_MS),
    cancelHeld(database, gone),
    giveUp(database, poisonous),
  ]);
  await probeAgain(database, [...gone, ...poisonous, ...suspected]);
}
