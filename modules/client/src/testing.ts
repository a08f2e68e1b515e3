import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTestDatabase } from '@tidings/kernel/testing';
import { createOutbox } from './create-outbox.ts';
import type { OutboxEvent } from './outbox-event.ts';
import { type Refusal, type Relay, type RelayOptions, startRelay } from './relay.ts';
import { writeEvent } from './write-event.ts';

export const ACCOUNT = 'acct_01k9w3m5kqe8nb2v7x4r6t0zca';
export const OTHER_ACCOUNT = 'acct_01k9w3m5kqe8nb2v7x4r6t0zcb';

export const eventOf = (given: Partial<OutboxEvent> = {}): OutboxEvent => ({
  account_id: ACCOUNT,
  type: 'thing.happened',
  data: { object: { object: 'thing', id: 'thing_1' } },
  ...given,
});

type Published = {
  id: string;
  type: string;
  created_at: string;
  api_version?: string;
  traceparent?: string;
  data: unknown;
};
export type Answer = { status: number; body?: unknown; headers?: Record<string, string> };

export const problem = (status: number, code: string) => ({ status, code, detail: `It is ${code}.` });

/** What stands in for Tidings where its answers matter: it keeps what it accepts by id, and answers as it is told. */
export async function startStandIn() {
  const requests: { path: string; headers: IncomingHttpHeaders; events: Published[] }[] = [];
  const accepted = new Map<string, Published & { account: string }>();
  const script: (Answer | undefined)[] = [];
  const refusals = new Map<string, ReturnType<typeof problem>>();
  const answerTo = (account: string, events: Published[]): Answer => ({
    status: 202,
    body: {
      data: events.map((event) => {
        const error = refusals.get(event.type);
        if (error) return { error };
        if (!accepted.has(event.id)) accepted.set(event.id, { ...event, account });
        return { id: event.id };
      }),
    },
  });
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const account = String(request.headers['tidings-account']);
      const path = request.url ?? '';
      const text = Buffer.concat(chunks).toString();
      const events = text ? (JSON.parse(text) as { events: Published[] }).events : [];
      requests.push({ path, headers: request.headers, events });
      const isKnown = accepted.has(path.slice(path.lastIndexOf('/') + 1));
      const found: Answer = isKnown
        ? { status: 200, body: {} }
        : { status: 404, body: problem(404, 'not_found') };
      const usual = () => (request.method === 'GET' ? found : answerTo(account, events));
      const { status, body, headers } = script.shift() ?? usual();
      if (status === 0) return request.socket.destroy();
      response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(JSON.stringify(body));
      return undefined;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // an address of TCP: it listens on a port
    requests,
    accepted,
    /** The next requests are met by these, undefined as usual; status 0 cuts the connection. */
    next: (...answers: (Answer | undefined)[]) => script.push(...answers),
    /** Events of this type are refused, within a batch that is accepted. */
    refuse: (type: string, error: ReturnType<typeof problem>) => refusals.set(type, error),
    allow: (type: string) => refusals.delete(type),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

/** An outbox in a database of its own. */
export async function installation() {
  const { url, database, drop } = await createTestDatabase({ steps: [] });
  const { pool } = database;
  await createOutbox(pool);
  const relays = new Set<Relay>();
  const stopRelays = async () => {
    await Promise.all([...relays].map((relay) => relay.stop()));
    relays.clear();
  };
  return {
    url,
    pool,
    /** In a transaction of its own. */
    write: async (given: Partial<OutboxEvent> = {}) => {
      const client = await pool.connect();
      try {
        return await writeEvent(client, eventOf(given));
      } finally {
        client.release();
      }
    },
    stopRelays,
    /** Stopped by `stopRelays`. */
    relay: (tidings: { url: string }, options: Partial<RelayOptions> = {}) => {
      const refused: Refusal[] = [];
      const troubles: string[] = [];
      const relay = startRelay({
        pool,
        url: tidings.url,
        serviceKey: 'tdg_sk_test',
        pollMs: 10,
        random: () => 0,
        onRefused: (refusal) => refused.push(refusal),
        onTrouble: (message) => troubles.push(message),
        ...options,
      });
      relays.add(relay);
      return { ...relay, refused, troubles };
    },
    rows: async () => {
      const { rows } = await pool.query(
        `SELECT id, attempts, error, failed_at IS NOT NULL AS failed, held_until > now() AS held
         FROM tidings.outbox ORDER BY position`,
      );
      return rows as {
        id: string;
        attempts: number;
        error: string | null;
        failed: boolean;
        held: boolean | null;
      }[];
    },
    empty: () => pool.query('TRUNCATE tidings.outbox'),
    close: async () => {
      await stopRelays();
      await drop();
    },
  };
}
