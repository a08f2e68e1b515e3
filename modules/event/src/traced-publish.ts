import {
  beginSpan,
  type Context,
  DomainError,
  endSpan,
  isTracing,
  type Sql,
  traceparentOf,
  whenSettled,
} from '@tidings/kernel';
import type { Outcome, ReadyEvent } from './commit-events.ts';
import type { Published, PublishInput } from './schema.ts';

type Span = NonNullable<ReturnType<typeof beginSpan>>;

/**
 * Accepts an event inside a span of its own, which goes on where its publisher's does: where the event says it, as one
 * from an outbox does, or else the request. Only of a service key either is believed: others could have every trace
 * recorded, at our cost.
 * @param accept is given the place in the trace, to be stored with the event.
 */
export async function tracedPublish(
  ctx: Context,
  { type, traceparent }: Pick<PublishInput, 'type' | 'traceparent'>,
  accept: (trace: string | undefined) => Promise<Published>,
): Promise<Published> {
  const parent = ctx.actor.type === 'service' ? (traceparent ?? ctx.traceparent) : undefined;
  const span = beginPublish({ accountId: ctx.accountId ?? '', type }, parent);
  if (!span) return accept(undefined);
  let error: string | null = 'internal';
  try {
    const published = await accept(traceparentOf(span));
    error = null;
    tellPublished(span, published);
    return published;
  } catch (thrown) {
    if (thrown instanceof DomainError) error = thrown.code;
    throw thrown;
  } finally {
    endSpan(span, error);
  }
}

/**
 * Begins a trace for each of the events that are to be stored in a transaction; its `publish` ends as the transaction does.
 * @returns to be told what became of them there, in their order; nothing: they were not stored.
 */
export function traceTellings(tx: Sql, events: ReadyEvent[]): (outcomes: Outcome[]) => void {
  if (!isTracing()) return () => undefined;
  const spans = events.map((event) => {
    const span = beginPublish(event, undefined);
    if (span) event.trace = traceparentOf(span);
    return span;
  });
  let stored: Outcome[] = [];
  const end = (isCommitted: boolean) =>
    spans.forEach((span, index) => {
      const outcome = stored[index];
      if (!span) return;
      const published =
        isCommitted && outcome && !(outcome instanceof DomainError) ? outcome.answer : undefined;
      if (published) tellPublished(span, published);
      endSpan(span, published ? null : 'internal');
    });
  whenSettled(tx, { committed: () => end(true), rolledBack: () => end(false) });
  return (outcomes) => (stored = outcomes);
}

function beginPublish(
  { accountId, type }: { accountId: string; type: string },
  parent: string | undefined,
): Span | undefined {
  return beginSpan({
    name: 'publish',
    kind: 'producer',
    parent,
    attributes: {
      'messaging.system': 'tidings',
      'messaging.operation.name': 'publish',
      'messaging.operation.type': 'send',
      'tidings.account.id': accountId,
      'tidings.event.type': type,
    },
  });
}

function tellPublished(span: Span, { id, deliveries }: Published): void {
  span.setAttributes({ 'messaging.message.id': id, 'tidings.event.deliveries': deliveries });
}
