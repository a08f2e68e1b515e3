import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A TCP proxy in front of a test database that can fall silent as a frozen or half-open server does. */
export type Proxy = {
  /** Like the server's, through the proxy. */
  url: string;
  /** From now on takes what comes from either side, passes nothing on and ends no connection. */
  swallow(): void;
  /** Resolves when something has been swallowed. */
  untilSwallowed(): Promise<void>;
  /** From now on drops what comes from the server alone: what is committed is, and nobody hears of it. */
  swallowAnswers(): void;
  /** Passes on what comes from now on. What was swallowed is lost, so connections of that time stay dumb. */
  pass(): void;
  close(): Promise<void>;
};

/** @param server the server's connection string. */
export async function startProxy(server: string): Promise<Proxy> {
  const target = addressOf(new URL(server));
  const sockets = new Set<Socket>();
  const lost = { requests: false, answers: false };
  const swallowed = Promise.withResolvers<void>();
  const proxy = createServer((client) => {
    const upstream = connect(target);
    let isDumb = false;
    const forward = (from: Socket, to: Socket, isLost: () => boolean) => {
      sockets.add(from);
      from.on('data', (chunk) => {
        isDumb ||= isLost();
        if (isLost()) swallowed.resolve();
        if (!isLost() && !(isDumb && from === upstream)) to.write(chunk);
      });
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    };
    forward(client, upstream, () => lost.requests);
    forward(upstream, client, () => lost.answers);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const url = new URL(server);
  url.searchParams.delete('host');
  url.hostname = '127.0.0.1';
  url.port = String((proxy.address() as AddressInfo).port); // it listens on TCP, so its address has a port
  return {
    url: url.href,
    swallow: () => Object.assign(lost, { requests: true, answers: true }),
    untilSwallowed: () => swallowed.promise,
    swallowAnswers: () => Object.assign(lost, { requests: false, answers: true }),
    pass: () => Object.assign(lost, { requests: false, answers: false }),
    close: () =>
      new Promise((resolve) => {
        proxy.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** The embedded server listens on a Unix socket, whose folder stands in the parameter `host`. */
function addressOf(url: URL): { path: string } | { host: string; port: number } {
  const folder = url.searchParams.get('host');
  const port = Number(url.port || 5432);
  return folder === null ? { host: url.hostname, port } : { path: `${folder}/.s.PGSQL.${port}` };
}
