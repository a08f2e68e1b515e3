import { beginSpan, type Context, DomainError, endSpan, traceparentOf } from '@tidings/kernel';
import type { Published } from './schema.ts';

/**
 * Accepts an event inside a span of its own, which goes on where its publisher's does. Only of a service key the publisher
 * is believed: others could have every trace recorded, at our cost.
 * @param accept is given the place in the trace, to be stored with the event.
 */
export async function tracedPublish(
  ctx: Context,
  type: string,
  accept: (trace: string | undefined) => Promise<Published>,
): Promise<Published> {
  const span = beginSpan({
    name: 'publish',
    kind: 'producer',
    parent: ctx.actor.type === 'service' ? ctx.traceparent : undefined,
    attributes: {
      'messaging.system': 'tidings',
      'messaging.operation.name': 'publish',
      'messaging.operation.type': 'send',
      'tidings.account.id': ctx.accountId ?? '',
      'tidings.event.type': type,
    },
  });
  if (!span) return accept(undefined);
  let error: string | null = 'internal';
  try {
    const published = await accept(traceparentOf(span));
    error = null;
    span.setAttributes({
      'messaging.message.id': published.id,
      'tidings.event.deliveries': published.deliveries,
    });
    return published;
  } catch (thrown) {
    if (thrown instanceof DomainError) error = thrown.code;
    throw thrown;
  } finally {
    endSpan(span, error);
  }
}
