import { Api } from '../support/api.ts';
import { createWebhook } from '../support/samples.ts';
import type { Doors } from './backlog.ts';
import { BookReceiver, type Manner } from './book-receiver.ts';
import type { Webhook } from './evidence.ts';
import type { Installation } from './installation.ts';
import { COMMON, RARE } from './persistent-publisher.ts';
import type { Random } from './random.ts';

type Cast = { receiver: BookReceiver; webhook: Webhook };

/** Who listens: receivers of every kind, each behind a webhook of one account, and one with a backlog in another. */
export type Scene = {
  doors: Doors;
  backlogDoors: Doors;
  cast: Cast[];
  blackHole: Cast;
  backlog: Cast;
  close: () => Promise<void>;
};

const ok =
  (afterMs = 0): Manner =>
  () => ({ status: 204, afterMs });
/** Long enough that one attempt may be under way when the sender of the last one comes back to life. */
const SLOW_MS = [200, 4_000] as const;
const FLAKY_SHARE = 0.2;
const MANY_RETRIES = { max_retries: 10 };
/** Ten minutes: who is away for most of the run is still tried after it. */
const PATIENT = { max_retries: 10, delays: ['2s', '4s', '8s', '15s', '30s', '1m', '2m', '2m', '2m', '2m'] };

export async function setScene(installation: Installation, random: Random): Promise<Scene> {
  const { senderOf } = installation;
  const doors = await newAccount(installation, 'Faults');
  const backlogDoors = await newAccount(installation, 'Backlog');
  const [account] = doors;
  const cast: Cast[] = [];
  const add = async (
    api: Api,
    name: string,
    manner: Manner,
    input: Record<string, unknown>,
  ): Promise<Cast> => {
    const receiver = new BookReceiver(name, manner, senderOf);
    await receiver.open();
    const types = input['events'] === undefined ? [COMMON, RARE] : [RARE];
    // Not what Tidings tells of itself: the books are of what clients publish.
    const { id, secret } = await createWebhook(api, { url: receiver.url, events: ['tag.*'], ...input });
    receiver.secret = secret;
    const owner = api === account ? 'faults' : 'backlog';
    const webhook = { id, account: owner, receiver: name, types, canAnswer: true, isSteady: true };
    const member = { receiver, webhook };
    cast.push(member);
    return member;
  };
  await add(account, 'healthy-1', ok(), { timeout_seconds: 5 });
  await add(account, 'healthy-2', ok(20), { timeout_seconds: 30 });
  const flaky: Manner = () => ({ status: random.next() < FLAKY_SHARE ? 500 : 204, afterMs: 5 });
  await add(account, 'flaky', flaky, { timeout_seconds: 5, retry: MANY_RETRIES });
  const slow: Manner = () => ({ status: 204, afterMs: random.between(...SLOW_MS) });
  // Few events: of what takes long, much is under way whenever something breaks.
  await add(account, 'slow', slow, { events: [RARE], timeout_seconds: 10, retry: MANY_RETRIES });
  const blackHole = await add(account, 'black-hole', ok(), { timeout_seconds: 2, retry: MANY_RETRIES });
  const dead = await add(account, 'dead', ok(), { timeout_seconds: 5, retry: { max_retries: 1 } });
  await dead.receiver.close();
  dead.webhook.canAnswer = false;
  const backlog = await add(backlogDoors[0], 'backlog', ok(), { timeout_seconds: 5, retry: PATIENT });
  await backlog.receiver.close();
  for (const { webhook } of [blackHole, dead, backlog]) webhook.isSteady = false;
  const close = async () => {
    for (const { receiver } of cast) await receiver.close();
  };
  return { doors, backlogDoors, cast, blackHole, backlog, close };
}

async function newAccount({ api, apis }: Installation, name: string): Promise<Doors> {
  const { body } = await api.post<{ id: string }>('/accounts', { name });
  const { headers } = api.forAccount(body.id);
  return [new Api(apis[0].url, headers), ...apis.slice(1).map(({ url }) => new Api(url, headers))];
}
