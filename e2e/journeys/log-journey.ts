import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { launchChromium } from '../browser.ts';
import type { Api } from '../support/api.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';
import {
  createWebhook,
  deliveryOf,
  isFinal,
  publish,
  TAG_CREATED,
  untilDelivery,
} from '../support/samples.ts';
import type { CreatedWebhook, Delivery, Page as Rows } from '../support/shapes.ts';
import { ADMIN, type Server, startServer } from '../support/start-server.ts';
import { until } from '../support/until.ts';
import { Complaints } from './complaints.ts';

/** Of a webhook: without retries, a failed attempt is the end of a delivery. */
export const ONCE = { retry: { enabled: false } };

/** Longer than what is told of is gathered before it is read. */
const QUIET_MS = 1_500;
/** Rows that stand in the page, however many there are: twice as many as a window shows, and some more. */
const MOST_DRAWN = 80;

export const deleted = (name: string) => ({
  type: 'tag.deleted',
  data: { object: { object: 'tag', id: 'tag_2', name } },
});

/** A server and a browser that is signed in for a file, and a receiver, a webhook and a page for each of its tests. */
export class LogJourney {
  server!: Server;
  api!: Api & { accountId: string };
  receiver!: Receiver;
  page!: Page;
  webhook!: CreatedWebhook;
  complaints!: Complaints;
  #browser!: Browser;
  #context!: BrowserContext;
  #session: BrowserContextOptions['storageState'];

  readonly #motion: BrowserContextOptions['reducedMotion'];

  constructor(motion: BrowserContextOptions['reducedMotion']) {
    this.#motion = motion;
  }

  async start(): Promise<void> {
    [this.server, this.#browser] = await Promise.all([startServer(), launchChromium()]);
    const accounts = await this.server.api.get<Rows<{ id: string }>>('/accounts');
    const [account] = accounts.body.data;
    if (!account) throw new Error('A server that has just been started has an account.');
    this.api = this.server.api.forAccount(account.id);
    // The form of it is the first journey's; here everybody is signed in.
    const { url } = this.server;
    const first = await this.#browser.newContext({ baseURL: url, extraHTTPHeaders: { origin: url } });
    await first.request.post('/api/auth/sign-in/email', { data: ADMIN });
    this.#session = await first.storageState();
    await first.close();
  }

  async stop(): Promise<void> {
    await this.#browser?.close();
    await this.server?.stop();
  }

  async begin(): Promise<void> {
    this.receiver = await startReceiver();
    this.#context = await this.#browser.newContext({
      baseURL: this.server.url,
      viewport: { width: 1280, height: 900 },
      reducedMotion: this.#motion,
      storageState: this.#session,
    });
    await this.#context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: this.server.url });
    this.page = await this.#context.newPage();
    this.complaints = new Complaints();
    await this.complaints.watch(this.page);
  }

  async end(): Promise<void> {
    await this.#context.close();
    await this.receiver.close();
    await this.api.delete(`/webhooks/${this.webhook.id}`);
    expect(this.complaints.all).toEqual([]);
  }

  /** Makes the webhook of the test. */
  async makeWebhook(input: Record<string, unknown> = {}): Promise<void> {
    this.webhook = await createWebhook(this.api, { name: 'Ledger', url: this.receiver.url, ...input });
  }

  /** Publishes an event and waits until its delivery is as waited for. */
  async deliver(
    input: Record<string, unknown> = {},
    holds: (delivery: Delivery) => boolean = isFinal,
  ): Promise<Delivery> {
    const event = await publish(this.api, input);
    const { id } = await deliveryOf(this.api, this.webhook.id, event.id);
    return untilDelivery(this.api, id, holds);
  }

  /** Publishes many events at once and waits until all have arrived. */
  async publishMany(count: number): Promise<void> {
    const before = this.receiver.arrivals.length;
    const events = Array.from({ length: count }, () => TAG_CREATED);
    expect((await this.api.post('/events/batch', { events })).status).toBe(202);
    await this.receiver.received(before + count);
  }

  async openLog(query = ''): Promise<void> {
    await this.page.goto(`/dashboard/settings/webhooks/${this.webhook.id}/deliveries${query}`);
    await this.page.getByRole('heading', { name: 'Deliveries', level: 1 }).waitFor();
    await this.page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
  }

  /**
   * Waits until the page is told of what happens, and has read all that it reads on being told. From then on it asks by
   * itself after half a minute: what it shows sooner it was told of.
   */
  async untilTold(): Promise<void> {
    await this.page.locator('[data-stream="told"]').waitFor();
    await this.page.waitForFunction((quietMs) => {
      const answers = performance
        .getEntriesByType('resource')
        .filter(({ name }) => name.includes('/trpc/') && !name.includes('live.news'))
        .map((entry) => (entry instanceof PerformanceResourceTiming ? entry.responseEnd : 0));
      return performance.now() - Math.max(...answers) > quietMs;
    }, QUIET_MS);
  }

  /** The rows of a log that are drawn: each has a button that opens or closes it. */
  rows(): Locator {
    return this.page
      .getByRole('row')
      .filter({ has: this.page.getByRole('button', { name: /^(View|Close) / }) });
  }

  /** The row at a place of a log, counted from 0, if it is drawn. Nothing above it is open. */
  row(at: number): Locator {
    return this.page.locator(`tr[data-row][aria-rowindex="${at + 2}"]`);
  }

  /** How many rows a log has loaded: few of them may be drawn, but the last one is, and says which it is. */
  async loaded(): Promise<number> {
    return this.page.evaluate(() => {
      const indexOf = (row: Element | undefined) => Number(row?.getAttribute('aria-rowindex') ?? 0);
      const last = indexOf([...document.querySelectorAll('tr[data-row]')].at(-1));
      const detail = indexOf(document.querySelector('tr[data-detail]') ?? undefined);
      return last === 0 ? 0 : last - 1 - (detail > 0 && detail < last ? 1 : 0);
    });
  }

  untilRows(count: number, withinMs?: number): Promise<number> {
    return until(
      () => this.loaded(),
      (loaded) => loaded === count,
      { what: `${count} rows`, ...(withinMs !== undefined && { withinMs }) },
    );
  }

  /** How many rows a log says it has; -1 while there may be more than are loaded. */
  async toldRows(): Promise<number> {
    return Number(await this.page.locator('table[aria-rowcount]').getAttribute('aria-rowcount'));
  }

  scrollTo(where: 'top' | 'end'): Promise<void> {
    return this.page.evaluate(
      (isTop) => window.scrollTo(0, isTop ? 0 : document.documentElement.scrollHeight),
      where === 'top',
    );
  }

  /** Scrolls on until everything is loaded, and sees that few rows are drawn all the way. */
  async scrollToOldest(): Promise<void> {
    await until(
      async () => {
        await this.scrollTo('end');
        expect(await this.rows().count()).toBeLessThan(MOST_DRAWN);
        return this.toldRows();
      },
      (told) => told !== -1,
      { what: 'the oldest row' },
    );
    await this.scrollTo('end');
  }

  failedSection(): Locator {
    return this.page.getByRole('region', { name: 'Failed deliveries' });
  }

  searchBox(): Locator {
    return this.page.getByRole('searchbox', { name: /^Search by/ });
  }

  copied(): Promise<string> {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  parameters(): URLSearchParams {
    return new URL(this.page.url()).searchParams;
  }
}

/** The journey of a test file, with its hooks. What moves costs time, so where that is not looked at little does. */
export function logJourney({ motion = false } = {}): LogJourney {
  const journey = new LogJourney(motion ? 'no-preference' : 'reduce');
  beforeAll(() => journey.start());
  afterAll(() => journey.stop());
  beforeEach(() => journey.begin());
  afterEach(() => journey.end());
  return journey;
}
