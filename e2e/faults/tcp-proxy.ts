import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as later } from 'node:timers/promises';

type Link = { client: Socket; upstream: Socket; isMute: boolean };
/** A cut that was ordered, and the connection that it will hit once the marker has passed there. */
type Cut = { marker: string; link?: Link; done: () => void };

/** What stands between one process and Postgres: a wire that can be slow, dead, cut or pulled out. */
export class TcpProxy {
  /** Each piece of data waits so long, one after the other. */
  delayMs = 0;
  #isMute = false;
  #cut: Cut | undefined;
  readonly #links = new Set<Link>();
  readonly #server: Server;

  constructor(upstreamPort: number) {
    this.#server = createServer((client) => this.#join(client, connect(upstreamPort, '127.0.0.1')));
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port; // it listens on TCP
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  /** Both sides see a connection reset, on every connection. */
  reset(): void {
    for (const link of this.#links) end(link);
  }

  /**
   * Swallows everything on all connections, also on new ones, and closes none: what a switch does that was
   * unplugged. Neither side hears of it.
   */
  mute(): void {
    this.#isMute = true;
    for (const link of this.#links) link.isMute = true;
  }

  /** New connections work again; those that lost data end, as TCP itself would give them up in the end. */
  unmute(): void {
    this.#isMute = false;
    for (const link of this.#links) if (link.isMute) end(link);
  }

  /**
   * Lets the next data that holds the marker reach Postgres, and cuts that connection when it answers: it was
   * done, and whoever asked for it never learns.
   * @returns whether that came about before `until`; if not, nothing is cut any more.
   */
  cutAfter(marker: string, until: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const over = (came: boolean) => {
        if (this.#cut === cut) this.#cut = undefined;
        resolve(came);
      };
      const cut: Cut = { marker, done: () => over(true) };
      this.#cut = cut;
      until.addEventListener('abort', () => over(false), { once: true });
    });
  }

  async close(): Promise<void> {
    this.reset();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(client: Socket, upstream: Socket): void {
    const link: Link = { client, upstream, isMute: this.#isMute };
    this.#links.add(link);
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true);
      socket.on('error', () => undefined); // `close` follows
      socket.on('close', () => {
        this.#links.delete(link);
        if (this.#cut?.link === link) delete this.#cut.link; // it ended before the answer: another will do
        // A mute wire does not tell the other side either.
        if (!link.isMute) end(link);
      });
    }
    let toUpstream = Promise.resolve();
    client.on('data', (data: Buffer) => {
      if (this.#cut && !this.#cut.link && data.includes(this.#cut.marker)) this.#cut.link = link;
      toUpstream = toUpstream.then(() => this.#pass(data, upstream, link));
    });
    let toClient = Promise.resolve();
    upstream.on('data', (data: Buffer) => {
      if (this.#cut?.link === link) {
        this.#cut.done();
        return end(link);
      }
      toClient = toClient.then(() => this.#pass(data, client, link));
      return undefined;
    });
  }

  async #pass(data: Buffer, to: Socket, link: Link): Promise<void> {
    if (this.delayMs > 0) await later(this.delayMs);
    if (!link.isMute && to.writable) to.write(data);
  }
}

function end({ client, upstream }: Link): void {
  client.resetAndDestroy();
  upstream.resetAndDestroy();
}
