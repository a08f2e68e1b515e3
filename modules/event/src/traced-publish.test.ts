import { type Context, statement } from '@tidings/kernel';
import { recordTraces } from '@tidings/kernel/testing';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { publish } from './publish.ts';
import { publishBatch } from './publish-batch.ts';
import { publishInTransaction } from './publish-in-transaction.ts';
import { openEvents } from './testing.ts';

const [OF_REQUEST, OF_EVENT] = ['a', 'b'].map((digit) => `00-${digit.repeat(32)}-${'c'.repeat(16)}-01`);
const TRACE = statement<{ trace: string | null }>('', 'SELECT trace FROM event.event WHERE id = $1');
const FAULT = statement<never>('', 'SELECT 1 / 0');

let home: Awaited<ReturnType<typeof openEvents>>;
beforeAll(async () => {
  home = await openEvents();
});
afterAll(() => home.close());

/** Whoever publishes, and what is traced meanwhile. */
function setup(given: Partial<Context> = {}) {
  const { spans, end } = recordTraces();
  onTestFinished(end);
  const ctx = { ...home.account(), traceparent: OF_REQUEST, ...given };
  const stored = async (id: string) => (await home.database.query(TRACE, [id]))[0]?.trace;
  return { ctx, spans, stored };
}

const event = { type: 'thing.happened', data: {} };
const traced = { ...event, traceparent: OF_EVENT };

it('goes on where each event was made, and else where its request was', async () => {
  const { ctx, spans, stored } = setup();
  const { data } = await publishBatch(ctx, { events: [event, traced] });
  expect(spans.map(({ follows }) => follows)).toEqual(['a'.repeat(32), 'b'.repeat(32)]);
  for (const [index, answer] of data.entries()) {
    if ('error' in answer) throw new Error(answer.error.detail);
    expect(await stored(answer.id)).toBe(spans[index]!.place);
    expect(spans[index]).toMatchObject({ said: { 'messaging.message.id': answer.id }, hasEnded: true });
  }
});

it('follows nobody but a service', async () => {
  const { ctx, spans } = setup({
    actor: { type: 'app', id: 'app_1', name: 'CRM', keyId: 'key_1', scopes: ['events:write'] },
  });
  await publish(ctx, traced);
  expect(spans.map(({ follows }) => follows)).toEqual([undefined]);
});

it('takes an event for the same in whatever trace it is published again', async () => {
  const { ctx } = setup();
  const first = await publish(ctx, { ...traced, idempotency_key: 'once' });
  expect(await publish(ctx, { ...event, idempotency_key: 'once' })).toEqual(first);
});

it('begins a trace for what Tidings tells of itself, which ends as its transaction does', async () => {
  const { ctx, spans, stored } = setup();
  const telling = { accountId: ctx.accountId, ...event };
  await home.database.transaction(async (tx) => {
    await publishInTransaction(ctx, tx, [telling]);
    expect(spans[0]?.hasEnded).toBe(false);
  });
  expect(await stored(String(spans[0]?.said['messaging.message.id']))).toBe(spans[0]?.place);
  expect(spans[0]).toMatchObject({
    follows: undefined,
    said: { 'tidings.event.deliveries': 0 },
    hasEnded: true,
  });
  const undone = home.database.transaction(async (tx) => {
    await publishInTransaction(ctx, tx, [telling]);
    await tx.query(FAULT);
  });
  await expect(undone).rejects.toThrow();
  expect(spans[1]).toMatchObject({ said: { 'error.type': 'internal' }, hasEnded: true });
});
