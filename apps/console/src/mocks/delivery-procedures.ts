import {
  failedDeliveriesInput,
  latestAttemptsInput,
  listDeliveriesInput,
  type Delivery,
  type FailedSummary,
  type LatestAttempts,
} from '@tidings/delivery/schema';

import { isSelected } from '../features/catalog/selection.ts';
import { attempts, deliveries, retryNow } from './deliveries.ts';
import { deliveryOf, MockProblem, pageOf, webhookOf } from './lookup.ts';

/** What the filters leave of a webhook's deliveries, newest first. */
export function filtered(input: unknown): Delivery[] {
  const wanted = listDeliveriesInput.parse(input);
  const { id, status, type, q, created_after: after, created_before: before } = wanted;
  return deliveries
    .filter(
      (each) =>
        each.webhook_id === id &&
        (!status || status.includes(each.status)) &&
        (!type || isSelected(type, each.event_type)) &&
        (!after || each.created_at > after) &&
        (!before || each.created_at < before) &&
        (!q || each.id === q || each.event_id === q),
    )
    .toSorted((a, b) => b.created_at.localeCompare(a.created_at));
}

function summaryOf(id: string): FailedSummary {
  const own = deliveries.filter((each) => each.webhook_id === id);
  const retrying = own.filter((each) => each.status === 'retrying');
  const unsuccessful = [...own.filter((each) => each.status === 'failed'), ...retrying];
  const counts = new Map<string, number>();
  for (const { last_error: error } of unsuccessful)
    if (error !== null) counts.set(error, (counts.get(error) ?? 0) + 1);
  const [common] = [...counts].toSorted(([, a], [, b]) => b - a);
  return {
    failed: unsuccessful.length - retrying.length,
    retrying: retrying.length,
    most_common_error: common ? { error: common[0], count: common[1] } : null,
    next_attempt_at: retrying.flatMap((each) => each.next_attempt_at ?? []).toSorted()[0] ?? null,
    held_back: null,
    failed_is_estimate: false,
    retrying_is_estimate: false,
  };
}

function failedOf(input: unknown): Delivery[] {
  const { id } = failedDeliveriesInput.parse(input);
  return deliveries.filter((each) => each.webhook_id === id && each.status === 'failed');
}

function latestOf(input: unknown): LatestAttempts {
  const { id, limit } = latestAttemptsInput.parse(input);
  const made = deliveries
    .filter((each) => each.webhook_id === id)
    .flatMap((each) =>
      (attempts.get(each.id) ?? []).map(({ request: _, response: __, timings: ___, ...attempt }) => ({
        ...attempt,
        event_type: each.event_type,
      })),
    );
  return { data: made.toSorted((a, b) => b.started_at.localeCompare(a.started_at)).slice(0, limit) };
}

export const deliveryProcedures: Record<string, (input: unknown) => unknown> = {
  'deliveries.list': (input) => pageOf(filtered(input), input),
  'deliveries.get': deliveryOf,
  'deliveries.latestAttempts': latestOf,
  'deliveries.attempts': (input) => ({
    data: attempts.get(deliveryOf(input).id) ?? [],
    has_more: false,
    next_cursor: null,
  }),
  'deliveries.retry': (input) => {
    const delivery = deliveryOf(input);
    return retryNow(delivery, webhookOf({ id: delivery.webhook_id }));
  },
  'deliveries.cancel': (input) => {
    const delivery = deliveryOf(input);
    if (delivery.status !== 'pending' && delivery.status !== 'retrying')
      throw new MockProblem(409, 'The delivery has ended. There is nothing to cancel.');
    return Object.assign(delivery, { status: 'cancelled', next_attempt_at: null });
  },
  'deliveries.failedSummary': (input) => summaryOf(webhookOf(input).id),
  'deliveries.retryFailed': (input) => {
    const failed = failedOf(input);
    const webhook = webhookOf(input);
    for (const each of failed) retryNow(each, webhook);
    return { count: failed.length };
  },
  'deliveries.archiveFailed': (input) => {
    const failed = failedOf(input);
    for (const each of failed) each.status = 'archived';
    return { count: failed.length };
  },
};
