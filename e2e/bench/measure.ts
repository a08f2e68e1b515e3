import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { SERVICE_KEY, type Server, startHelper } from './processes.ts';

export const CLIENTS = 64;

export type Receiver = ReturnType<typeof startHelper>;

/** A REST client of one server, for one account. */
export class Api {
  readonly #pool: Pool;
  readonly #headers: Record<string, string>;

  constructor(server: Server, account?: string) {
    this.#pool = new Pool(server.url, { connections: CLIENTS });
    this.#headers = {
      authorization: `Bearer ${SERVICE_KEY}`,
      'content-type': 'application/json',
      ...(account !== undefined && { 'tidings-account': account }),
    };
  }

  async post<Answer>(path: string, body: string): Promise<Answer> {
    const response = await this.#pool.request({
      method: 'POST',
      path: `/api/v1${path}`,
      headers: this.#headers,
      body,
    });
    const answer = await response.body.text();
    if (response.statusCode >= 300) throw new Error(`POST ${path}: ${response.statusCode} ${answer}`);
    return JSON.parse(answer) as Answer; // the contract's shape, which the acceptance tests check
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}

export async function newAccount(server: Server): Promise<string> {
  const api = new Api(server);
  const account = await api.post<{ id: string }>('/accounts', '{"name":"Bench"}');
  await api.close();
  return account.id;
}

/** Events a second that `POST /events` takes from 64 clients, warmed up. */
export async function publishRate(server: Server, account: string, seconds: number): Promise<number> {
  const helper = startHelper('publisher.ts', [
    server.url,
    SERVICE_KEY,
    account,
    String(CLIENTS),
    '4',
    String(seconds),
  ]);
  const { perSecond } = await helper.answer<{ perSecond: number }>();
  helper.stop();
  return perSecond;
}

/** Signed posts a second of a bare undici loop at the same receiver. */
export async function barePostRate(receiverUrl: string, bytes: number, seconds: number): Promise<number> {
  const helper = startHelper('bare-loop.ts', [receiverUrl, String(bytes), String(seconds), String(CLIENTS)]);
  const { perSecond } = await helper.answer<{ perSecond: number }>();
  helper.stop();
  return perSecond;
}

/** Deliveries a second from the first publish of `count` events to the arrival of the last, publishing included. */
export async function deliveryRate(
  api: Api,
  receiver: Receiver,
  event: string,
  count: number,
): Promise<number> {
  await receiver.ask('reset');
  const batch = `{"events":[${Array.from({ length: 500 }, () => event).join(',')}]}`;
  const startedMs = performance.now();
  for (let sent = 0; sent < count; sent += 500) await api.post('/events/batch', batch);
  while ((await receiver.ask<{ distinct: number }>('count')).distinct < count) await sleep(20);
  return count / ((performance.now() - startedMs) / 1000);
}

/** Milliseconds from sending `POST /events` to the arrival at the receiver, at a steady rate. */
export async function latencies(
  api: Api,
  receiver: Receiver,
  load: { event: string; perSecond: number; seconds: number },
): Promise<{ p50: number; p99: number }> {
  await receiver.ask('reset');
  const sentAt = new Map<string, number>();
  const requests: Promise<void>[] = [];
  const startedMs = performance.now();
  for (let index = 0; index < load.perSecond * load.seconds; index += 1) {
    await sleep(Math.max(0, startedMs + (index * 1000) / load.perSecond - performance.now()));
    const at = performance.timeOrigin + performance.now();
    requests.push(api.post<{ id: string }>('/events', load.event).then(({ id }) => void sentAt.set(id, at)));
  }
  await Promise.all(requests);
  while ((await receiver.ask<{ distinct: number }>('count')).distinct < sentAt.size) await sleep(20);
  const { arrivals } = await receiver.ask<{ arrivals: [string, number][] }>('arrivals');
  const waits = arrivals.map(([id, at]) => at - (sentAt.get(id) ?? at)).toSorted((a, b) => a - b);
  const percentile = (share: number) => Math.round((waits[Math.floor(waits.length * share)] ?? 0) * 10) / 10;
  return { p50: percentile(0.5), p99: percentile(0.99) };
}

/** Resident memory of a process in MiB; null where /proc does not tell. */
export async function residentMiB(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kib = /VmRSS:\s+(\d+)/.exec(status)?.[1];
  return kib === undefined ? null : Math.round(Number(kib) / 1024);
}
