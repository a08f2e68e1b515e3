import { loadBodies, type Rendered, renderBodies } from '@tidings/event';
import type { Config, Database, Logger } from '@tidings/kernel';
import type { Claimed } from './claim.ts';

/**
 * What deliveries send: the event's envelope as it was stored, or the variant that their webhook wanted of it.
 * @param bodies envelopes that are in memory already.
 * @returns a look-up; it answers undefined for an event that is gone or erased.
 */
export async function loadPayloads(
  parts: { config: Config; database: Database; log: Logger },
  deliveries: Claimed[],
  bodies?: Map<Claimed, string>,
): Promise<(of: Claimed) => Rendered | undefined> {
  const storedOf = bodies ? undefined : await loadBodies(parts.database, deliveries.map(eventOf));
  const bodyOf = (claimed: Claimed) => {
    if (bodies) return bodies.get(claimed);
    const stored = storedOf?.(eventOf(claimed));
    return stored?.is_erased ? undefined : stored?.body;
  };
  const wanted = deliveries.flatMap((claimed) => {
    const body = bodyOf(claimed);
    return claimed.variant === null || body === undefined
      ? []
      : [{ ...eventOf(claimed), variant: claimed.variant, body }];
  });
  const renderedOf = wanted.length === 0 ? undefined : await renderBodies(parts, wanted);
  return (claimed) => {
    const body = bodyOf(claimed);
    if (claimed.variant === null || body === undefined) return body === undefined ? undefined : { body };
    return renderedOf?.({ ...eventOf(claimed), variant: claimed.variant });
  };
}

function eventOf(claimed: Claimed): { accountId: string; day: string; id: string } {
  return { accountId: claimed.account_id, day: claimed.event_day, id: claimed.event_id };
}
