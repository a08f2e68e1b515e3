import { Api } from '../support/api.ts';
import { withClient } from '../support/postgres.ts';
import { createWebhook } from '../support/samples.ts';
import type { Account, Doors } from './backlog.ts';
import { BookReceiver, type Manner } from './book-receiver.ts';
import { Canary } from './canary.ts';
import { BACKLOG, type Webhook } from './evidence.ts';
import type { Installation } from './installation.ts';
import { COMMON, RARE } from './persistent-publisher.ts';
import type { Random } from './random.ts';

export type Cast = { receiver: BookReceiver; webhook: Webhook; doors: Doors };

/**
 * Who listens: receivers of every kind, each behind a webhook of one account; one with a backlog and one with what ends
 * processes in accounts of their own; and who must never hear of anything.
 */
export type Scene = {
  doors: Doors;
  cast: Cast[];
  blackHole: Cast;
  backlog: Cast;
  poison: Cast;
  /** Its webhook's URL was written into the database, where nobody vets it. */
  forbidden: Cast;
  canaries: { written: Canary; redirected: Canary };
  close: () => Promise<void>;
};

const ok =
  (afterMs = 0): Manner =>
  () => ({ status: 204, afterMs });
/** Long enough that one attempt may be under way when the sender of the last one comes back to life. */
const SLOW_MS = [200, 4_000] as const;
/** One answer in ten is an error, and one a redirect to where no delivery may go. */
const FLAKY_SHARE = 0.1;
const MANY_RETRIES = { max_retries: 10 };
/** Ten minutes: who is away for most of the run is still tried after it. */
const PATIENT = { max_retries: 10, delays: ['2s', '4s', '8s', '15s', '30s', '1m', '2m', '2m', '2m', '2m'] };

const WRITE_URL = 'UPDATE endpoint.endpoint SET url = $1 WHERE id = $2';

export async function setScene(installation: Installation, random: Random): Promise<Scene> {
  const { senderOf } = installation;
  const account = await newAccount(installation, 'faults');
  const cast: Cast[] = [];
  const add = async (
    { doors, name: owner }: Account,
    name: string,
    manner: Manner,
    input: Record<string, unknown>,
  ): Promise<Cast> => {
    const receiver = new BookReceiver(name, manner, senderOf);
    await receiver.open();
    const types = input['events'] === undefined ? [COMMON, RARE] : [RARE];
    // Not what Tidings tells of itself: the books are of what clients publish.
    const { id, secret } = await createWebhook(doors[0], { url: receiver.url, events: ['tag.*'], ...input });
    receiver.secret = secret;
    const webhook = { id, account: owner, receiver: name, types, canAnswer: true, isSteady: true };
    const member = { receiver, webhook, doors };
    cast.push(member);
    return member;
  };
  await add(account, 'healthy-1', ok(), { timeout_seconds: 5 });
  await add(account, 'healthy-2', ok(20), { timeout_seconds: 30 });
  const redirected = await new Canary('a redirect').listen();
  const flaky: Manner = () => {
    const chance = random.next();
    if (chance < FLAKY_SHARE) return { status: 500, afterMs: 5 };
    if (chance > 2 * FLAKY_SHARE) return { status: 204, afterMs: 5 };
    redirected.tried();
    return { status: 307, afterMs: 5, location: redirected.url };
  };
  await add(account, 'flaky', flaky, { timeout_seconds: 5, retry: MANY_RETRIES });
  const slow: Manner = () => ({ status: 204, afterMs: random.between(...SLOW_MS) });
  // Few events: of what takes long, much is under way whenever something breaks.
  await add(account, 'slow', slow, { events: [RARE], timeout_seconds: 10, retry: MANY_RETRIES });
  const blackHole = await add(account, 'black-hole', ok(), { timeout_seconds: 2, retry: MANY_RETRIES });
  const dead = await add(account, 'dead', ok(), { timeout_seconds: 5, retry: { max_retries: 1 } });
  await dead.receiver.close();
  dead.webhook.canAnswer = false;
  const written = await new Canary('a URL that was written into the database').listen();
  const forbidden = await add(account, 'forbidden', ok(), { events: [RARE], retry: { max_retries: 1 } });
  await forbidden.receiver.close();
  await withClient(installation.postgres.url, (client) =>
    client.query(WRITE_URL, [written.url, forbidden.webhook.id]),
  );
  forbidden.webhook.canAnswer = false;
  const backlogs = await newAccount(installation, BACKLOG);
  const backlog = await add(backlogs, BACKLOG, ok(), { timeout_seconds: 5, retry: PATIENT });
  await backlog.receiver.close();
  for (const { webhook } of [blackHole, dead, forbidden, backlog]) webhook.isSteady = false;
  const poison = await add(await newAccount(installation, 'poison'), 'poison', ok(), { timeout_seconds: 5 });
  // What was interrupted beside it six times is tried alone, as it is, and waits longer for that than for a lease.
  poison.webhook.isSteady = false;
  const canaries = { written, redirected };
  const close = async () => {
    for (const { receiver } of cast) await receiver.close();
    for (const canary of Object.values(canaries)) await canary.close();
  };
  return { doors: account.doors, cast, blackHole, backlog, poison, forbidden, canaries, close };
}

async function newAccount({ api, apis }: Installation, name: string): Promise<Account> {
  const { body } = await api.post<{ id: string }>('/accounts', { name });
  const { headers } = api.forAccount(body.id);
  const doors: Doors = [
    new Api(apis[0].url, headers),
    ...apis.slice(1).map(({ url }) => new Api(url, headers)),
  ];
  return { name, doors };
}
