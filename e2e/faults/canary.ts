import { type AddressInfo, createServer, type Server } from 'node:net';
import type { CanaryCount } from './evidence.ts';

/** Of this machine as 127.0.0.1 is, and not among what the installation allows. */
const FORBIDDEN = '127.0.0.2';

/** Listens at an address to which no delivery may go, and counts who comes all the same. */
export class Canary {
  readonly #way: string;
  readonly #server: Server;
  #connections = 0;
  #tries = 0;

  /** @param way what leads a delivery here. */
  constructor(way: string) {
    this.#way = way;
    // Whoever connects has trespassed already, whatever it was about to send.
    this.#server = createServer((socket) => {
      this.#connections += 1;
      socket.on('error', () => undefined);
      socket.destroy();
    });
  }

  get url(): string {
    return `http://${FORBIDDEN}:${(this.#server.address() as AddressInfo).port}/`; // it listens on TCP
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(0, FORBIDDEN, resolve);
    });
    return this;
  }

  /** Deliveries have been led here so many times more. */
  tried(times = 1): void {
    this.#tries += times;
  }

  counts(): CanaryCount {
    return { way: this.#way, tries: this.#tries, connections: this.#connections };
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
