import type { APIRequestContext, Browser, BrowserContextOptions } from 'playwright-core';
import { invite } from '../support/invite.ts';
import type { Server } from '../support/start-server.ts';
import type { Viewer } from './picture.ts';

const PASSWORD = 'nine lemons at a harbour';

/** Grace, who can sign in by hand too. */
export const ADMIN = { email: 'grace@example.com', password: PASSWORD };

/** What a browser needs to be somebody. */
export type Session = NonNullable<BrowserContextOptions['storageState']>;

type Member = { name: string; email: string; role: string };

/** Those who look at the console, each in an account and a role of their own. */
export class ScenePeople {
  readonly #browser: Browser;
  readonly #server: Server;
  readonly #origin: string;

  constructor(browser: Browser, server: Server, origin: string) {
    this.#browser = browser;
    this.#server = server;
    this.#origin = origin;
  }

  /** Makes somebody a member of an account. Does `work` as them, and answers their session. */
  async join(
    accountId: string,
    { name, email, role }: Member,
    work?: (request: APIRequestContext) => Promise<void>,
  ): Promise<Session> {
    const link = await invite(this.#server, accountId, { email, role });
    const context = await this.#browser.newContext({
      baseURL: this.#origin,
      extraHTTPHeaders: { origin: this.#origin },
    });
    const data = { token: new URL(link).hash.slice(1), name, password: PASSWORD };
    const accepted = await context.request.post('/api/auth/invitation/accept', { data });
    if (!accepted.ok()) throw new Error(`Joining was answered ${accepted.status()}.`);
    await work?.(context.request);
    const session = await context.storageState();
    await context.close();
    return session;
  }

  /** Follows a link to the portal of an account. */
  async visit(link: string): Promise<Session> {
    const context = await this.#browser.newContext();
    const page = await context.newPage();
    await page.goto(link);
    await page.waitForURL('**/dashboard/settings/webhooks');
    const session = await context.storageState();
    await context.close();
    return session;
  }

  /** All but the admin, who makes the webhooks: see {@link ScenePeople.join}. */
  async others(accountId: string): Promise<Record<Exclude<Viewer, 'admin'>, Session>> {
    const portal = await this.#server.api.post<{ url: string }>(`/accounts/${accountId}/portal_sessions`, {});
    const empty = await this.#server.newAccount('Globex');
    const gone = await this.#server.newAccount('Initech');
    const viewer = { name: 'Jon Bell', email: 'jon@example.com', role: 'viewer' };
    const newcomer = { name: 'Ada Moreau', email: 'ada.moreau@example.com', role: 'admin' };
    const stranger = { name: 'Amy Ross', email: 'amy@example.com', role: 'developer' };
    const sessions = {
      nobody: { cookies: [], origins: [] },
      viewer: await this.join(accountId, viewer),
      visitor: await this.visit(portal.body.url),
      newcomer: await this.join(empty.accountId, newcomer),
      stranger: await this.join(gone.accountId, stranger),
    };
    await this.#server.api.delete(`/accounts/${gone.accountId}`);
    return sessions;
  }
}
