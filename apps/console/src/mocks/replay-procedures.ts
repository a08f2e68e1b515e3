import { createReplayInput, replayEventInput, replayIdInput, type Replay } from '@tidings/delivery/schema';

import { isSelected } from '../features/catalog/selection.ts';
import { addDelivery } from './deliveries.ts';
import { eventOf } from './event-procedures.ts';
import { allEvents } from './events.ts';
import { mockId } from './ids.ts';
import { MockProblem, pageOf, webhookOf } from './lookup.ts';
import { webhooks } from './webhooks.ts';

const TOTAL_EACH = 240;
const replays: Replay[] = [];

// What a worker does: counts for a moment, then sends some.
setInterval(() => {
  const now = new Date().toISOString();
  for (const replay of replays) {
    if (replay.status === 'counting') replay.status = 'running';
    else if (replay.status === 'running') replay.done = Math.min(replay.total, replay.done + 23);
    if (replay.status === 'running' && replay.done === replay.total)
      Object.assign(replay, {
        status: 'completed',
        finished_at: now,
        outcomes: { succeeded: replay.total, failed: 0, retrying: 0, webhooks: [] },
      });
  }
}, 1_000);

function replayOf(input: unknown): Replay {
  const { id } = replayIdInput.parse(input);
  const replay = replays.find((each) => each.id === id);
  if (!replay) throw new MockProblem(404, 'This replay does not exist.');
  return replay;
}

function fault(path: string, message: string): MockProblem {
  return new MockProblem(422, message, [{ path, message }]);
}

export const replayProcedures: Record<string, (input: unknown) => unknown> = {
  'replays.create': (input) => {
    const asked = createReplayInput.parse(input);
    if (asked.created_before <= asked.created_after)
      throw fault('/created_before', 'This must be later than created_after.');
    const found = allEvents().filter(
      ({ type, created_at: at }) =>
        at > asked.created_after && at < asked.created_before && (!asked.types || asked.types.includes(type)),
    );
    const total = found.length * (asked.only_failed || asked.only_missed ? 1 : TOTAL_EACH);
    if (asked.dry_run) return { total, is_estimate: total > 50_000 };
    if (asked.webhook_id && webhookOf({ id: asked.webhook_id }).status !== 'active')
      throw new MockProblem(409, 'The webhook is paused. Resume it, then replay.');
    const now = new Date().toISOString();
    const replay: Replay = {
      id: mockId('rpl'),
      status: 'counting',
      created_after: asked.created_after,
      created_before: asked.created_before,
      types: asked.types ?? null,
      webhook_id: asked.webhook_id ?? null,
      only_failed: asked.only_failed,
      only_missed: asked.only_missed,
      total,
      done: 0,
      waiting_for: [],
      error: null,
      outcomes: null,
      created_by: { type: 'user', id: 'usr_1', name: 'Ada Moreau' },
      created_at: now,
      updated_at: now,
      finished_at: null,
    };
    replays.unshift(replay);
    return replay;
  },
  'replays.list': (input) => pageOf(replays, input),
  'replays.get': replayOf,
  'replays.cancel': (input) =>
    Object.assign(replayOf(input), { status: 'cancelled', finished_at: new Date().toISOString() }),
  'replays.event': (input) => {
    const { id, webhook_id: webhookId } = replayEventInput.parse(input);
    const event = eventOf(id);
    const data = webhooks
      .filter((each) => each.status === 'active' && (!webhookId || each.id === webhookId))
      .filter((each) => isSelected(each.events, event.type))
      .map((webhook) =>
        Object.assign(addDelivery(webhook, 'healthy', 0, 0, event.type), {
          event_id: event.id,
          created_at: event.created_at,
          trigger: 'replay',
        }),
      );
    return { count: data.length, data };
  },
};
