import { statement } from '@tidings/kernel';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endpointChanged, endpointDisabled } from './hooks.ts';
import { recordActivity } from './record-activity.ts';
import { installation, PUBLIC_URL } from './testing.ts';

let home: Awaited<ReturnType<typeof installation>>;
let announced: object[] = [];
beforeAll(async () => {
  home = await installation();
  endpointChanged.connect(async (_tx, { status, wasActive, endpointId }) => {
    announced.push({ endpointId, status, wasActive });
  });
  endpointDisabled.connect(async (_tx, disabled) => {
    announced.push(disabled);
  });
});
beforeEach(() => {
  announced = [];
});
afterAll(() => home.close());

const SINCE = statement<never>(
  '',
  'UPDATE endpoint.activity SET failing_since = now() - $2::interval WHERE endpoint_id = $1',
);
const FAILING = statement<{ consecutive_failures: number; isFailing: boolean }>(
  '',
  'SELECT consecutive_failures, failing_since IS NOT NULL AS "isFailing" FROM endpoint.activity WHERE endpoint_id = $1',
);
const HOLD = statement<never>('', 'SELECT id FROM endpoint.endpoint WHERE id = $1 FOR UPDATE');

/** + succeeded, - failed, ! answered 410. */
const attempts = (endpointId: string, outcomes: string, gone = { url: PUBLIC_URL, claimedAt: new Date() }) =>
  [...outcomes].map((each) => ({ endpointId, succeeded: each === '+', ...(each === '!' && { gone }) }));

async function setup() {
  const account = home.account();
  const { id } = await account.create();
  announced = [];
  return {
    ...account,
    id,
    record: (outcomes: string, gone?: { url: string; claimedAt: Date }) =>
      home.database.transaction((tx) => recordActivity(tx, attempts(id, outcomes, gone))),
    shown: async () => {
      const { status, disabled_reason } = await account.webhooks.get({ id });
      return disabled_reason ? `${status}: ${disabled_reason}` : status;
    },
    failing: async () => (await home.database.query(FAILING, [id]))[0],
    backdate: (interval: string) => home.database.query(SINCE, [id, interval]),
  };
}

describe('failures in a row', () => {
  it.each([
    ['99 failures leave it active', ['-'.repeat(99)], 'active'],
    ['100 disable it', ['-'.repeat(100)], 'disabled: consecutive_failures'],
    [
      '100 in many batches disable it',
      ['-'.repeat(60), '-'.repeat(39), '-'],
      'disabled: consecutive_failures',
    ],
    ['a success begins the row anew', ['-'.repeat(99), '+', '-'.repeat(99)], 'active'],
    ['a success among them begins it anew', [`${'-'.repeat(60)}+${'-'.repeat(60)}`], 'active'],
    ['100 behind a success disable it', [`+${'-'.repeat(100)}`], 'disabled: consecutive_failures'],
    ['a success at the end of the batch shows that it is well', [`${'-'.repeat(120)}+`], 'active'],
  ])('%s', async (_sentence, batches, expected) => {
    const { record, shown } = await setup();
    for (const batch of batches) await record(batch);
    expect(await shown()).toBe(expected);
  });

  it('are those that began after the last success: what times out ends long after what was answered', async () => {
    const { id, record, shown, failing } = await setup();
    const took = (durationMs: number) => ({ endpointId: id, took: { fromMs: 0, durationMs } });
    const timeouts = Array.from({ length: 120 }, () => ({ ...took(60_000), succeeded: false }));
    await home.database.transaction((tx) =>
      recordActivity(tx, [{ ...took(100), succeeded: true }, ...timeouts]),
    );
    await home.database.transaction((tx) => recordActivity(tx, timeouts));
    expect([await shown(), await failing()]).toMatchObject(['active', { consecutive_failures: 0 }]);
    await record('-'.repeat(100));
    expect(await shown()).toBe('disabled: consecutive_failures');
  });

  it('of one webhook do not count for another of the same batch', async () => {
    const [one, two] = [await setup(), await setup()];
    const mixed = Array.from({ length: 100 }, (_, index) => [
      { endpointId: one.id, succeeded: false },
      { endpointId: two.id, succeeded: index === 50 },
    ]).flat();
    await home.database.transaction((tx) => recordActivity(tx, mixed));
    expect([await one.shown(), await two.shown()]).toEqual(['disabled: consecutive_failures', 'active']);
  });
});

describe('an answer of 410', () => {
  it('disables at once', async () => {
    const { record, shown } = await setup();
    await record('!');
    expect(await shown()).toBe('disabled: gone');
  });

  it('is not taken back by a success that ended after it, and goes before other reasons', async () => {
    const [one, two] = [await setup(), await setup()];
    await one.record('!+');
    await two.record(`${'-'.repeat(100)}!`);
    expect([await one.shown(), await two.shown()]).toEqual(['disabled: gone', 'disabled: gone']);
  });

  it('counts from the URL that the webhook has, to an attempt that began since it was resumed', async () => {
    const { webhooks, id, record, shown } = await setup();
    const claimedAt = new Date();
    const url = 'https://93.184.215.14/new';
    await webhooks.update({ id, url, status: 'paused' });
    await webhooks.update({ id, status: 'active' });
    await record('!', { url: PUBLIC_URL, claimedAt: new Date(claimedAt.getTime() + 60_000) });
    await record('!', { url, claimedAt });
    expect([await shown(), announced.length]).toEqual(['active', 2]);
    await record('!-', { url, claimedAt: new Date(claimedAt.getTime() + 60_000) });
    expect(await shown()).toBe('disabled: gone');
  });

  it('from the URL of before is a failure like any other', async () => {
    const { record, shown } = await setup();
    const gone = { url: 'https://93.184.215.14/old', claimedAt: new Date() };
    await record(`${'-'.repeat(99)}!`, gone);
    expect(await shown()).toBe('disabled: consecutive_failures');
  });
});

describe('three days without one success', () => {
  it.each([
    ['71 hours 59 minutes leave it active', '71:59:00', '-', 'active'],
    ['72 hours disable it at the next failure', '72:00:00', '-', 'disabled: sustained_failures'],
    ['a success ends them', '300:00:00', '+', 'active'],
    ['a success ends them though a failure follows', '300:00:00', '+-', 'active'],
  ])('%s', async (_sentence, interval, batch, expected) => {
    const { record, backdate, shown } = await setup();
    await record('-');
    await backdate(interval);
    await record(batch);
    expect(await shown()).toBe(expected);
  });

  it('are reckoned from the first failure of the row', async () => {
    const { record, failing } = await setup();
    expect(await failing()).toEqual({ consecutive_failures: 0, isFailing: false });
    await record('+-');
    expect(await failing()).toEqual({ consecutive_failures: 1, isFailing: true });
    await record('-+');
    expect(await failing()).toEqual({ consecutive_failures: 0, isFailing: false });
  });

  it('go on from the first failure, whatever fails after it', async () => {
    const { record, backdate, shown } = await setup();
    await record('-');
    await backdate('71 hours');
    await record('---');
    await backdate('73 hours');
    await record('-');
    expect(await shown()).toBe('disabled: sustained_failures');
  });
});

describe('disabling', () => {
  it('is announced once, in the transaction that records', async () => {
    const { ctx, id, record } = await setup();
    await record('-'.repeat(100));
    await record('--!');
    expect(announced).toEqual([
      { endpointId: id, status: 'disabled', wasActive: true },
      {
        endpointId: id,
        accountId: ctx.accountId,
        reason: 'consecutive_failures',
        name: '93.184.215.14',
        url: PUBLIC_URL,
        consecutiveFailures: 100,
        lastStatusCode: null,
        lastError: null,
      },
    ]);
  });

  it('is undone with the transaction that records', async () => {
    const { id, shown } = await setup();
    const undone = home.database.transaction(async (tx) => {
      await recordActivity(tx, attempts(id, '!'));
      throw new Error('undo');
    });
    await expect(undone).rejects.toThrow('undo');
    expect(await shown()).toBe('active');
  });

  it('leaves a webhook paused that its owner has paused', async () => {
    const { webhooks, id, record, shown } = await setup();
    await webhooks.update({ id, status: 'paused' });
    announced = [];
    await record(`${'-'.repeat(100)}!`);
    expect([await shown(), announced]).toEqual(['paused', []]);
  });

  it('waits for nobody who is changing the webhook: the next failure disables it', async () => {
    const { id, record, shown } = await setup();
    await home.database.transaction(async (tx) => {
      await tx.query(HOLD, [id]);
      await record('-'.repeat(100));
    });
    expect(await shown()).toBe('active');
    await record('-');
    expect(await shown()).toBe('disabled: consecutive_failures');
  });
});

describe('resuming a disabled webhook', () => {
  it('clears the reason and forgets the failures: the next one does not disable it again', async () => {
    const { webhooks, id, record, backdate, shown, failing } = await setup();
    await record('-');
    await backdate('80 hours');
    await record('-'.repeat(120));
    expect(await shown()).toBe('disabled: consecutive_failures');
    await webhooks.update({ id, status: 'active' });
    expect([await shown(), await failing()]).toEqual([
      'active',
      { consecutive_failures: 0, isFailing: false },
    ]);
    await record('-'.repeat(99));
    expect(await shown()).toBe('active');
    await record('-');
    expect(await shown()).toBe('disabled: consecutive_failures');
  });

  it('may go by way of paused, which clears the reason alone', async () => {
    const { webhooks, id, record, shown, failing } = await setup();
    await record('-'.repeat(100));
    await webhooks.update({ id, status: 'paused' });
    expect([await shown(), await failing()]).toEqual([
      'paused',
      { consecutive_failures: 100, isFailing: true },
    ]);
    await webhooks.update({ id, status: 'active' });
    expect([await shown(), await failing()]).toEqual([
      'active',
      { consecutive_failures: 0, isFailing: false },
    ]);
    expect(announced.slice(2)).toEqual([
      { endpointId: id, status: 'paused', wasActive: false },
      { endpointId: id, status: 'active', wasActive: false },
    ]);
  });

  it('is what it takes: other changes leave it disabled', async () => {
    const { webhooks, id, record, shown } = await setup();
    await record('!');
    await webhooks.update({ id, name: 'Other', url: 'https://93.184.215.14/new' });
    expect(await shown()).toBe('disabled: gone');
  });
});
