import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readQueueState } from '@tidings/delivery';
import { Worker } from '@tidings/delivery/wiring';
import { catalogOf } from '@tidings/event';
import type { Clock, Sql } from '@tidings/kernel';
import type { Role } from '@tidings/kernel/schema';
import { metricsTasks } from '@tidings/metrics/wiring';
import { startMailSender } from '@tidings/notification/wiring';
import { keyRingOf } from '@tidings/secret/wiring';
import type { installation } from './testing.ts';

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/** Nobody listens there. */
export const NOWHERE = 'http://127.0.0.1:65535/hooks';

/** Answers with a status; what takes its time asks the script to go on. */
export type Behaviour = (request: { attempt: number; first: number }) => Promise<number> | number;

type Stage = {
  home: Awaited<ReturnType<typeof installation>>;
  clock: Clock & { pass: (ms: number) => Promise<void> };
  mailbox: { received: { to: string[]; source: string }[] };
  /** How many notices wait to be mailed, and how many mails to be sent. */
  countWaiting: (sql: Sql) => Promise<{ notices: number; mails: number }>;
};

/**
 * An installation that gets a worker, upkeep and receivers, all on a clock that goes by the script alone: everything is
 * done at the moment at which it is due, and nothing waits.
 */
export async function scriptedDay({ home, clock, mailbox, countWaiting }: Stage) {
  const startsAt = clock.now();
  const { ctx, database, config } = home;
  const receivers = await listen();
  const isAtWork = async () => {
    const { sending, due } = await readQueueState(database);
    return sending + due > 0;
  };
  const mails: { at: string; to: string; subject: string; source: string }[] = [];

  /** `2 03:01`: the day, counted from the first, and the time. */
  const moment = (at = clock.now()) => {
    const day = 1 + Math.floor((at.getTime() - startsAt.getTime()) / (24 * HOUR));
    return `${day} ${at.toISOString().slice(11, 16)}`;
  };

  /** Makes every attempt that is due, and those that follow at once. */
  const deliver = async () => {
    if (!(await isAtWork())) return;
    const worker = new Worker({ ...ctx });
    worker.start();
    while (await isAtWork()) await breathe();
    await worker.stop();
  };

  /** One round of the mail sender: what is due is queued, and sent. */
  const mail = async () => {
    const sender = () => startMailSender({ ...ctx, vault: keyRingOf(config) });
    await sender()();
    if ((await countWaiting(database)).mails > 0) {
      const stop = sender();
      while ((await countWaiting(database)).mails > 0) await breathe();
      await stop();
    }
    for (const { to, source } of mailbox.received.splice(0))
      mails.push({
        at: moment(),
        to: to.join(),
        subject: /^Subject: (.*)$/m.exec(source)?.[1] ?? '',
        source,
      });
  };

  return {
    ...home,
    mails,
    moment,
    urlOf: receivers.urlOf,
    behave: receivers.behave,
    /** While a receiver works. */
    takes: (ms: number) => clock.pass(ms),
    publish: async (types: string[]) => {
      const events = types.map((type) => ({ type, data: catalogOf(ctx).get(type)?.versions[0]?.example }));
      const answer = await home.api('POST', '/events/batch', { body: { events } });
      if (answer.status !== 202) throw new Error(answer.text);
    },
    /** Somebody new in the account, who followed the link in the mail. */
    join: async (role: Role) => {
      await home.invite(home.account.id, role);
      await mail();
      const link = /https?:\/\/\S+#[\w-]+/.exec(mails.pop()?.source.replaceAll(/=\r?\n/g, '') ?? '')?.[0];
      await home.accept(link ?? '');
    },
    /** Goes on to a moment after the start. News that waits is mailed on the way, to the minute. */
    goTo: async (sinceStartMs: number) => {
      const leftMs = () => startsAt.getTime() + sinceStartMs - clock.now().getTime();
      // Soon enough for what is urgent, then minute by minute.
      for (let step = 6 * SECOND; leftMs() > step; step = MINUTE) {
        if ((await countWaiting(database)).notices === 0) break;
        await clock.pass(step);
        await mail();
      }
      await clock.pass(leftMs());
    },
    /** What is due at this moment: deliveries, upkeep, mails. */
    work: async () => {
      await deliver();
      for (const task of metricsTasks) await task.run(ctx);
      await mail();
    },
    end: async () => {
      await receivers.close();
      await home.close();
    },
  };
}

/** Real time, while others work. */
const breathe = () => new Promise((resolve) => setTimeout(resolve, 5));

/** A server on loopback with a receiver at each path. */
async function listen() {
  const behaviours = new Map<string, Behaviour>();
  const firsts = new Map<string, number>();
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    for await (const _ of request);
    const path = request.url ?? '';
    const attempt = Number(request.headers['x-tidings-attempt']);
    const first = (firsts.get(path) ?? 0) + (attempt === 1 ? 1 : 0);
    firsts.set(path, first);
    response.writeHead((await behaviours.get(path)?.({ attempt, first })) ?? 204).end();
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo; // an address of TCP: it listens on a port
  return {
    urlOf: (name: string) => `http://127.0.0.1:${port}/${name}`,
    behave: (name: string, behaviour: Behaviour) => void behaviours.set(`/${name}`, behaviour),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
