import { type Context, createCallerFactory, statement } from '@tidings/kernel';
import { advancePart } from './replay/advance-part.ts';
import type { PartKey } from './replay/end-part.ts';
import { recordAlone } from './queue/record.ts';
import { deliveryRouter } from './router.ts';
import { finished, type installation, SUCCESS } from './testing.ts';

type Home = Awaited<ReturnType<typeof installation>>;

const OPEN_PARTS = statement<PartKey>(
  '',
  `SELECT replay_id, endpoint_id
   FROM delivery.replay_part
   WHERE replay_id = $1 AND status IN ('counting', 'running')
   ORDER BY endpoint_id`,
);
const LET_TIME_PASS = statement<never>(
  '',
  "UPDATE delivery.replay_part SET due_at = 'epoch' WHERE replay_id = $1",
);
const EVENTS_OF = statement<{ event_id: string }>(
  '',
  `SELECT event_id
   FROM delivery.delivery
   WHERE endpoint_id = $1 AND trigger = 'replay'
   ORDER BY id`,
);

const callerOf = createCallerFactory(deliveryRouter);

/** The procedures of replays; by themselves `begin` and `preview` are about everything that has happened so far. */
export function replaysOf(ctx: Context) {
  const { replays } = callerOf({ ...ctx, signedIn: true });
  type Input = Partial<Parameters<typeof replays.create>[0]>;
  const range = { created_after: '2020-01-01T00:00:00Z', created_before: '2100-01-01T00:00:00Z' };
  return {
    replays,
    range,
    preview: async (input: Input = {}) => {
      const answer = await replays.create({ ...range, ...input, dry_run: true });
      if ('id' in answer) throw new Error('This was no dry run.');
      return answer;
    },
    begin: async (input: Input = {}) => {
      const replay = await replays.create({ ...range, ...input });
      if (!('id' in replay)) throw new Error('This was a dry run.');
      return replay;
    },
  };
}

/** The parts of a replay that are at work. */
export function openParts(home: Home, replayId: string): Promise<PartKey[]> {
  return home.database.query(OPEN_PARTS, [replayId]);
}

/** One step of each part of a replay that is open, whenever it would be due. @returns how many there were. */
export async function step(
  home: Home,
  replayId: string,
  parts: Parameters<typeof advancePart>[0] = home.process,
) {
  await home.database.query(LET_TIME_PASS, [replayId]);
  const open = await openParts(home, replayId);
  for (const part of open) await advancePart(parts, part);
  return open.length;
}

/** Delivers whatever waits, with success and without a network. */
export async function deliverAll(home: Home): Promise<void> {
  for (;;) {
    const claimed = await home.claim();
    if (claimed.length === 0) return;
    for (const each of claimed) await recordAlone(home.database, finished(each, SUCCESS));
  }
}

/** Carries a replay on until it has ended. */
export async function runToEnd(home: Home, replayId: string): Promise<void> {
  while ((await step(home, replayId)) > 0) await deliverAll(home);
}

/** Events of which replays have made deliveries to a webhook, in the order of their making, each as often as made. */
export async function replayedTo(home: Home, webhookId: string): Promise<string[]> {
  return (await home.database.query(EVENTS_OF, [webhookId])).map((row) => row.event_id);
}
