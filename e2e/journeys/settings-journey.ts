import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { launchChromium } from '../browser.ts';
import { invite } from '../support/invite.ts';
import { ADMIN, type Server, startServer } from '../support/start-server.ts';
import { Complaints } from './complaints.ts';

export const PASSWORD = 'nine lemons at a harbour';

/** A server for a file, and for each of its tests a browser that is signed in to an account of its own. */
export class SettingsJourney {
  server!: Server;
  page!: Page;
  accountId!: string;
  /** Who is signed in on the page: an admin of the account, and of nothing else. */
  person!: { email: string; password: string };
  complaints!: Complaints;
  #browser!: Browser;
  #contexts: BrowserContext[] = [];
  #turn = 0;

  async start(): Promise<void> {
    [this.server, this.#browser] = await Promise.all([startServer(), launchChromium()]);
  }

  async stop(): Promise<void> {
    await this.#browser?.close();
    await this.server?.stop();
  }

  async begin(): Promise<void> {
    this.#turn += 1;
    this.complaints = new Complaints();
    this.complaints.refuses(401, 'session.me'); // to whoever is not signed in yet
    this.accountId = (await this.server.newAccount('Acme Mail')).accountId;
    this.page = await this.newPage();
    this.person = { email: `grace${this.#turn}@example.com`, password: PASSWORD };
    await this.join(this.page, { email: this.person.email, role: 'admin', name: 'Grace Hopper' });
  }

  async end(): Promise<void> {
    await Promise.all(this.#contexts.map((context) => context.close()));
    this.#contexts = [];
    expect(this.complaints.all).toEqual([]);
  }

  /** As in the links that are handed over. */
  get origin(): string {
    return `http://localhost:${this.server.port}`;
  }

  /** A page of another browser, in which nobody is signed in. */
  async newPage(): Promise<Page> {
    const context = await this.#browser.newContext({
      baseURL: this.origin,
      viewport: { width: 1280, height: 900 },
      reducedMotion: 'reduce',
    });
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: this.origin });
    this.#contexts.push(context);
    const page = await context.newPage();
    await this.complaints.watch(page);
    return page;
  }

  /** Makes somebody a member of the account, as a service does, and signs them in. */
  async join(page: Page, member: { email: string; role: string; name?: string }): Promise<void> {
    const { name, ...input } = member;
    const link = await invite(this.server, this.accountId, input);
    const token = new URL(link).hash.slice(1);
    const accepted = await page.request.post('/api/auth/invitation/accept', {
      data: { token, ...(name !== undefined && { name, password: PASSWORD }) },
      headers: { origin: this.origin },
    });
    expect(accepted.status()).toBe(200);
  }

  async signIn(page: Page, credentials: { email: string; password: string } = ADMIN): Promise<void> {
    await page.goto('/sign-in');
    await page.getByRole('textbox', { name: 'E-mail' }).fill(credentials.email);
    await page.getByRole('textbox', { name: 'Password' }).fill(credentials.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
  }

  /** Opens a page of the settings and waits until it has loaded. */
  async open(path: string, page: Page = this.page): Promise<void> {
    await page.goto(`/dashboard/settings/${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
  }
}

/** The journey of a test file, with its hooks. */
export function settingsJourney(): SettingsJourney {
  const journey = new SettingsJourney();
  beforeAll(() => journey.start());
  afterAll(() => journey.stop());
  beforeEach(() => journey.begin());
  afterEach(() => journey.end());
  return journey;
}
