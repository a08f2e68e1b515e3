import type { Actor, Context } from '@tidings/kernel';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventExplained } from './explained-hook.ts';
import { getExplainedEvent } from './get-event.ts';
import { listEvents } from './list-events.ts';
import { publish } from './publish.ts';
import { openEvents } from './testing.ts';

let home: Awaited<ReturnType<typeof openEvents>>;
beforeAll(async () => {
  home = await openEvents();
  eventExplained.connect(async () => [
    { webhook_id: 'wh_1', result: 'filtered', reason: 'to.email was "ada@example.com"', delivery_id: null },
    { webhook_id: 'wh_2', result: 'paused', reason: 'The webhook was paused.', delivery_id: null },
  ]);
});
afterAll(() => home.close());

/** An account with one event to ada@example.com, which a filter kept from a webhook. */
async function setup() {
  const ctx = home.account();
  const { id } = await publish(ctx, { type: 'mail.sent', data: { to: { email: 'ada@example.com' } } });
  const as = (actor: Actor): Context => ({ ...ctx, actor });
  return { id, as };
}

const people = (['user', 'portal'] as const).flatMap((type) =>
  (['viewer', 'developer', 'admin'] as const).map((role): Actor & { role: string } => ({
    type,
    id: 'x',
    name: 'Ada',
    role,
  })),
);
const viewers = people.filter(({ role }) => role === 'viewer');
const others = people.filter(({ role }) => role !== 'viewer');

it.each(viewers)('a viewer ($type) sees that something happened and not what it said', async (viewer) => {
  const { id, as } = await setup();
  const page = await listEvents(as(viewer), { limit: 25 });
  expect(page.data).toMatchObject([{ id, type: 'mail.sent', data: { hidden: true } }]);
  const explained = await getExplainedEvent(as(viewer), { id });
  expect(explained).toMatchObject({ id, data: { hidden: true } });
  expect(explained.explain.map(({ result }) => result)).toEqual(['filtered', 'paused']);
  expect(JSON.stringify([page, explained])).not.toContain('ada@');
});

it.each(viewers)('a viewer ($type) finds an event by its id, and tries no values', async (viewer) => {
  const { id, as } = await setup();
  expect((await listEvents(as(viewer), { limit: 25, q: id })).data).toHaveLength(1);
  const guess = listEvents(as(viewer), { limit: 25, q: 'ada@example.com' });
  await expect(guess).rejects.toMatchObject({ code: 'forbidden' });
});

it.each(others)('a $role ($type) sees all of it', async (person) => {
  const { id, as } = await setup();
  expect((await getExplainedEvent(as(person), { id })).data).toEqual({ to: { email: 'ada@example.com' } });
  const page = await listEvents(as(person), { limit: 25, q: 'ada@example.com' });
  expect(page.data).toMatchObject([{ data: { to: { email: 'ada@example.com' } } }]);
});
