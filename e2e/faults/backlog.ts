import { setTimeout as later } from 'node:timers/promises';
import type { Api } from '../support/api.ts';
import { type Accepted, BACKLOG } from './evidence.ts';
import { COMMON } from './persistent-publisher.ts';
import type { Scene } from './scene.ts';

const BATCH = 1_000;
const BACKOFF_MS = 200;
const PATIENCE_MS = 12_000;

/** The same account at each process of role api. */
export type Doors = readonly [Api, ...Api[]];
/** An account by the name that it has in the evidence. */
export type Account = { name: string; doors: Doors };

/** Asks one door after the other until it is answered: any of them may be away. */
export async function insist<Answer>(
  doors: Doors,
  ask: (api: Api) => Promise<Answer | undefined>,
  until: AbortSignal,
): Promise<Answer | undefined> {
  for (let tries = 0; !until.aborted; tries += 1) {
    const deadline = later(PATIENCE_MS, undefined, { ref: false });
    const door = doors[tries % doors.length] ?? doors[0];
    const answer = await Promise.race([ask(door).catch(() => undefined), deadline]);
    if (answer !== undefined) return answer;
    await later(BACKOFF_MS);
  }
  return undefined;
}

/** Makes a webhook active again that was disabled because nobody had answered it. */
export function activate(doors: Doors, webhookId: string, until: AbortSignal): Promise<true | undefined> {
  const ask = async (api: Api) => {
    const { status } = await api.patch(`/webhooks/${webhookId}`, { status: 'active' });
    return status === 200 ? (true as const) : undefined;
  };
  return insist(doors, ask, until);
}

/**
 * Publishes until that many deliveries wait for a receiver that is away. While a webhook is disabled no deliveries
 * are made for it, so it is made active again before each batch; what it owes is found by the times of commits.
 * @returns what was accepted, which is more events than deliveries.
 */
export async function pileUp(scene: Scene, count: number, until: AbortSignal): Promise<Accepted[]> {
  const { doors } = scene.backlog;
  const account = { name: BACKLOG, doors };
  const accepted: Accepted[] = [];
  for (let first = 0; countPromised(accepted) < count && !until.aborted; first += BATCH) {
    await activate(doors, scene.backlog.webhook.id, until);
    const tags = Array.from({ length: BATCH }, (_, index) => `backlog-${first + index}`);
    accepted.push(...(await publishBatch(account, { key: `backlog-${first}`, tags }, until)));
  }
  return accepted;
}

export function countPromised(accepted: Accepted[]): number {
  return accepted.reduce((sum, { deliveries }) => sum + deliveries, 0);
}

/** An event of a batch: accepted, or at fault. */
type Answered = { id?: string; deliveries?: number };

/** @param batch the events' tags, and a key: a batch whose answer is lost is not published a second time. */
export async function publishBatch(
  { name, doors }: Account,
  batch: { key: string; tags: string[] },
  until: AbortSignal,
): Promise<Accepted[]> {
  const { tags } = batch;
  const events = tags.map((tag) => ({
    type: COMMON,
    data: { object: { object: 'tag', id: 'tag_1', name: tag } },
  }));
  const key = { 'idempotency-key': batch.key };
  const askedMs = Date.now();
  const ask = async (api: Api) => {
    const { status, body } = await api.post<{ data: Answered[] }>('/events/batch', { events }, key);
    return status === 202 ? body.data : undefined;
  };
  const answer = await insist(doors, ask, until);
  const atMs = Date.now();
  return (answer ?? []).flatMap(({ id: eventId, deliveries = 0 }, index) => {
    const tag = tags[index] ?? '';
    return eventId === undefined
      ? []
      : [{ eventId, tag, type: COMMON, account: name, deliveries, askedMs, atMs }];
  });
}
