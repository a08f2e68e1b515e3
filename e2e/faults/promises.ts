import type { Accepted, Evidence, Webhook } from './evidence.ts';

/** The time of a commit is taken before it is written to disk, and what it changed is seen by others after that. */
const SEEN_WITHIN_MS = 1_000;

/**
 * Which webhooks an accepted event owes a delivery, found without asking the server: those of its account that were
 * active from the moment when it was first asked for until it was committed. For those that were disabled or made
 * active meanwhile nobody can say what its transaction saw.
 */
export function owedWebhooks({ webhooks, statusChanges, events }: Evidence): (event: Accepted) => Webhook[] {
  const changesOf = Map.groupBy(statusChanges, ({ webhookId }) => webhookId);
  const committed = new Map(events.map(({ id, committedMs }) => [id, committedMs]));
  const isActive = (webhookId: string, fromMs: number, toMs: number): boolean => {
    const changes = changesOf.get(webhookId) ?? [];
    const sureMs = fromMs - SEEN_WITHIN_MS;
    const before = changes.findLast(({ atMs }) => atMs <= sureMs);
    const meanwhile = changes.some(({ atMs }) => atMs > sureMs && atMs <= toMs);
    return before?.status === 'active' && !meanwhile;
  };
  return ({ eventId, type, account, askedMs, atMs }) => {
    const committedMs = committed.get(eventId) ?? atMs;
    return webhooks.filter(
      (webhook) =>
        webhook.account === account &&
        webhook.types.includes(type) &&
        isActive(webhook.id, askedMs, committedMs),
    );
  };
}

/** How many accepted events have no delivery to a webhook of their account, by webhook: it was disabled at the time. */
export function countHeldBack({ accepted, webhooks, deliveries }: Evidence): Map<string, number> {
  const events = Map.groupBy(accepted, ({ account }) => account);
  const made = Map.groupBy(deliveries, ({ webhookId }) => webhookId);
  const counts = webhooks.map(({ id, account, types }): [string, number] => {
    const reached = new Set((made.get(id) ?? []).map(({ eventId }) => eventId));
    const wanted = (events.get(account) ?? []).filter(({ type }) => types.includes(type));
    return [id, wanted.filter(({ eventId }) => !reached.has(eventId)).length];
  });
  return new Map(counts.filter(([, count]) => count > 0));
}

/** Steady webhooks that were disabled: their receivers were there, and interruptions count against nobody. */
export function findDisabled({ webhooks, statusChanges }: Evidence): Webhook[] {
  const disabled = new Set(
    statusChanges.filter(({ status }) => status !== 'active').map(({ webhookId }) => webhookId),
  );
  return webhooks.filter(({ id, isSteady }) => isSteady && disabled.has(id));
}
