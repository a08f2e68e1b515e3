import { setTimeout as later } from 'node:timers/promises';
import { ADMIN } from '../support/start-server.ts';

const EVERY_MS = 1_000;
const PATIENCE_MS = 5_000;
/** Taken for somebody who is not signed in, or for somebody else. */
const LOST = new Set([401, 403]);

/** Somebody at the console, who reads every second and never signs out: whatever happens, they stay signed in. */
export class ConsoleSession {
  readonly losses: string[] = [];
  /** How often they were answered, however. */
  answers = 0;
  readonly #urls: string[];
  readonly #cookie: string;

  constructor(urls: string[], cookie: string) {
    this.#urls = urls;
    this.#cookie = cookie;
  }

  /** Signs in at the first of the processes; the session holds for all of them. */
  static async signIn(urls: string[]): Promise<ConsoleSession> {
    const origin = urls[0] ?? '';
    const response = await fetch(`${origin}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify(ADMIN),
    });
    if (!response.ok) throw new Error(`Cannot sign in: ${response.status} ${await response.text()}`);
    const cookies = response.headers.getSetCookie().map((each) => each.split(';')[0]);
    return new ConsoleSession(urls, cookies.join('; '));
  }

  async poll(until: AbortSignal): Promise<void> {
    for (let turn = 0; !until.aborted; turn += 1) {
      await this.#look(this.#urls[turn % this.#urls.length] ?? '').catch(() => undefined); // it is away
      await later(EVERY_MS, undefined, { signal: until }).catch(() => undefined);
    }
  }

  async #look(url: string): Promise<void> {
    const headers = { cookie: this.#cookie };
    const { status } = await fetch(`${url}/api/v1/webhooks`, {
      headers,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    this.answers += 1;
    if (LOST.has(status)) this.losses.push(`${new Date().toISOString()} ${url} answered ${status}`);
  }
}
