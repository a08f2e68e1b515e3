import { openDatabase, statement } from '@tidings/kernel';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { endpointChanged, endpointDeleted, endpointDisabled } from './hooks.ts';
import { recordActivity } from './record-activity.ts';
import { installation } from './testing.ts';

// What delivering keeps of each webhook and locks while it records and while it follows a webhook's changes.
const GATES = statement<never>(
  '',
  'CREATE TABLE gate (endpoint_id text PRIMARY KEY, passed int NOT NULL DEFAULT 0)',
);
const PASS = statement<never>(
  '',
  `INSERT INTO gate (endpoint_id) VALUES ($1)
   ON CONFLICT (endpoint_id) DO UPDATE SET passed = gate.passed + 1`,
);

const WAITING = statement<{ count: number }>(
  '',
  "SELECT count(*) AS count FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
);

let home: Awaited<ReturnType<typeof installation>>;
/** A second process. */
let other: ReturnType<typeof openDatabase>;
let disabled: string[] = [];
let announcements = 0;

beforeAll(async () => {
  home = await installation();
  other = openDatabase({ url: home.url, poolSize: 5, entities: [], onError: () => undefined });
  await home.database.query(GATES);
  endpointChanged.connect(async (tx, { endpointId }) => {
    announcements += 1;
    await tx.query(PASS, [endpointId]);
  });
  endpointDisabled.connect(async (_tx, { endpointId }) => {
    disabled.push(endpointId);
  });
});
afterAll(async () => {
  await other.close();
  await home.close();
});

const failures = (ids: string[], count: number) =>
  ids.flatMap((endpointId) => Array.from({ length: count }, () => ({ endpointId, succeeded: false })));

it('is disabled once by two processes that record its failures at the same time', async () => {
  const { webhooks, create } = home.account();
  const ids = [(await create()).id, (await create()).id, (await create()).id];
  disabled = [];
  const batches = Array.from({ length: 24 }, (_, index) =>
    (index % 2 === 0 ? home.database : other).transaction((tx) =>
      recordActivity(tx, failures(index % 3 === 0 ? ids.toReversed() : ids, 10)),
    ),
  );
  await Promise.all(batches);
  expect(disabled.toSorted()).toEqual(ids.toSorted());
  for (const id of ids) {
    expect(await webhooks.get({ id })).toMatchObject({
      status: 'disabled',
      disabled_reason: 'consecutive_failures',
    });
  }
});

/** Somebody stands in line for a lock. */
async function untilSomebodyWaits(): Promise<void> {
  while ((await home.database.query(WAITING))[0]?.count !== 1);
}

it('never waits in a circle with whoever deletes the webhook', async () => {
  const { webhooks, create } = home.account();
  const { id } = await create();
  const deleting = Promise.withResolvers<void>();
  let [recordings, deletions] = [0, 0]; // each begins again after a deadlock
  endpointDeleted.connect(async () => {
    deletions += 1;
  });
  await other.transaction(async (tx) => {
    recordings += 1;
    await recordActivity(tx, failures([id], 99));
    if (recordings === 1) webhooks.delete({ id }).then(deleting.resolve, deleting.reject);
    await untilSomebodyWaits(); // it holds the webhook and wants the activity, which is held here
    await recordActivity(tx, failures([id], 1));
  });
  await deleting.promise;
  expect([recordings, deletions]).toEqual([1, 1]);
});

it('never waits in a circle with whoever resumes the webhook', async () => {
  const { webhooks, create } = home.account();
  const { id } = await create();
  await webhooks.update({ id, status: 'paused' });
  const resuming = Promise.withResolvers<unknown>();
  let recordings = 0;
  announcements = 0;
  await other.transaction(async (tx) => {
    recordings += 1;
    await tx.query(PASS, [id]); // what delivering does before it counts
    if (recordings === 1) webhooks.update({ id, status: 'active' }).then(resuming.resolve, resuming.reject);
    await untilSomebodyWaits(); // it holds the webhook and wants the gate, which is held here
    await recordActivity(tx, failures([id], 100));
  });
  await resuming.promise;
  expect([recordings, announcements]).toEqual([1, 1]);
  // The failures were of before.
  expect(await webhooks.get({ id })).toMatchObject({ status: 'active', health: 'healthy' });
});
