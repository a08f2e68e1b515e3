import { type Rendered, renderBodies } from '@tidings/event';
import { type Clock, type Config, type Database, isDatabaseAway, type Logger } from '@tidings/kernel';
import type { ReadyDelivery } from './attempt-delivery.ts';
import { probeAgain } from '../queue/breaker.ts';
import { cancelHeld, type Claimed, release } from '../queue/claim.ts';
import { noteUntried } from '../queue/note-untried.ts';

/** A delivery whose webhook wants its event otherwise than it was published; `body` is the envelope. */
export type Unrendered = Omit<ReadyDelivery, 'payload'> & { body: string };

/** What nobody tried to make is looked at again when what kept it from that has passed. */
const UNTRIED_MS = 60_000;

type Parts = { config: Config; database: Database; clock: Clock; log: Logger };

/**
 * Makes what deliveries send, where it has not been made before. One that cannot be made is ready all the same, with what
 * is wrong: its attempt fails by that. What nobody tried to make costs no attempt: it waits a minute, and says so. Those
 * whose event was erased meanwhile are cancelled.
 * @throws while the database is away.
 */
export async function renderDeliveries(parts: Parts, unrendered: Unrendered[]): Promise<ReadyDelivery[]> {
  const payloadOf = await payloadsOf(parts, unrendered);
  const ready: ReadyDelivery[] = [];
  const gone: Claimed[] = [];
  const untried: Claimed[] = [];
  for (const each of unrendered) {
    const payload = payloadOf(each);
    const { claimed, target, claimedAtMs, trace } = each;
    if (!payload) gone.push(claimed);
    else if ('fault' in payload && payload.isUntried) untried.push(claimed);
    else ready.push({ claimed, target, payload, claimedAtMs, trace });
  }
  await cancelHeld(parts.database, gone);
  await noteUntried(parts.database, untried, UNTRIED_MS);
  await release(parts.database, untried, UNTRIED_MS);
  await probeAgain(parts.database, [...gone, ...untried]);
  return ready;
}

/** Together; where that fails, each by itself, so that the one that is at fault keeps no other from being sent. */
async function payloadsOf(
  parts: Parts,
  unrendered: Unrendered[],
): Promise<(of: Unrendered) => Rendered | undefined> {
  try {
    const renderedOf = await renderBodies(
      parts,
      unrendered.map((each) => ({ ...variantOf(each), body: each.body })),
    );
    return (of) => renderedOf(variantOf(of));
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    const [first] = unrendered;
    if (unrendered.length === 1 && first) {
      parts.log.error({ err: error, delivery: first.claimed.delivery_id }, 'What is sent cannot be made');
      return () => ({ fault: 'What is sent could not be made; the log of the server says why.' });
    }
    const payloads = new Map<Unrendered, Rendered | undefined>();
    for (const each of unrendered) payloads.set(each, (await payloadsOf(parts, [each]))(each));
    return (of) => payloads.get(of);
  }
}

function variantOf({ claimed }: Unrendered): { accountId: string; day: string; id: string; variant: string } {
  return {
    accountId: claimed.account_id,
    day: claimed.event_day,
    id: claimed.event_id,
    variant: claimed.variant ?? '',
  };
}
