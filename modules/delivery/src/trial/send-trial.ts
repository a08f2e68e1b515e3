import type { Target } from '@tidings/endpoint';
import { type Context, newId, tenantOf } from '@tidings/kernel';
import { requestHeaders } from '../sending/request-headers.ts';
import { type Outcome, Sender } from '../sending/send.ts';

/** What a test sends. */
export type TrialEvent = { id: string; type: string; body: string };
/** Where it goes, and how it is signed. */
export type TrialTarget = Pick<Target, 'url' | 'timeoutMs' | 'headers' | 'keys' | 'scheme'>;

/** A request of ours and what came of it. */
export type Trial = {
  attemptId: string;
  deliveryId: string;
  startedAt: Date;
  url: string;
  headers: Record<string, string>;
  outcome: Outcome;
};

/**
 * Sends a signed request as a delivery would be, guarded in the same way and within the same deadline, on a connection
 * of its own, so that every phase is seen. A failing endpoint is an outcome; nothing is stored.
 */
export async function sendTrial(
  ctx: Context,
  target: TrialTarget,
  { id, type, body }: TrialEvent,
): Promise<Trial> {
  const { config, clock } = ctx;
  const startedAt = clock.now();
  const deliveryId = newId('del');
  const headers = requestHeaders(
    {
      claimed: {
        delivery_id: deliveryId,
        event_id: id,
        event_type: type,
        attempts_made: 0,
        last_error: null,
      },
      body,
      timestamp: Math.floor(startedAt.getTime() / 1000),
    },
    target,
    config.BRAND,
  );
  const { url, timeoutMs } = target;
  const sender = new Sender(config.ALLOW_PRIVATE_NETWORKS, clock);
  try {
    const outcome = await sender.send({ url, headers, body, timeoutMs, accountId: tenantOf(ctx) });
    return { attemptId: newId('att'), deliveryId, startedAt, url, headers, outcome };
  } finally {
    await sender.close();
  }
}
