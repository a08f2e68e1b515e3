import type { Locator, Page, Route } from 'playwright-core';
import { expect, test } from 'vitest';
import { answering, PROBLEM, UNSURE } from '../support/answering.ts';
import type { CreatedWebhook, Page as Rows } from '../support/shapes.ts';
import { status } from '../support/receiver.ts';
import { createWebhook } from '../support/samples.ts';
import { until } from '../support/until.ts';
import { deleted, logJourney, ONCE } from './log-journey.ts';
import { type Deed, deeds } from './undone-deeds.ts';
import { type UnreadPage, unreadPages } from './unread-pages.ts';

const log = logJourney();

const fail = answering(PROBLEM);
const lose = (route: Route) => route.abort();

/** As the console says it where there was no answer. */
const CHECK = 'Check that the server is running and that you are online.';
const UNKNOWN = 'It may or may not have been done: look before you repeat it.';

/** So many pages are looked at at a time: with more, each takes the processor from the others and is late itself. */
const AT_A_TIME = 3;
/** For all of them, by a machine that has other work. */
const WITHIN_MS = 300_000;
/** The console waits as long before it asks a second and a third time, and only then says that something failed. */
const RETRY_DELAYS_MS = [1_000, 2_000];

/** Has a page ask again with hardly a wait. */
function askAgainAtOnce(delays: readonly number[]): void {
  const later = window.setTimeout;
  const sooner = (work: TimerHandler, ms?: number, ...rest: unknown[]) =>
    later(work, delays.includes(ms ?? 0) ? 20 : ms, ...rest);
  Object.assign(window, { setTimeout: sooner });
}

/** What says that something could not be read, with its way to try again. */
function notice(page: Page, says: string): Locator {
  const anywhere = page.locator('[role="alert"], [role="status"]').filter({ hasText: says });
  return anywhere.filter({ has: page.getByRole('button', { name: 'Try again' }) }).first();
}

function standing(page: Page, name: string): Locator {
  const roles = (['heading', 'button', 'link'] as const).map((role) => page.getByRole(role, { name }));
  return roles.reduce((any, each) => any.or(each)).first();
}

function again(page: Page, says: string): Locator {
  return notice(page, says).getByRole('button', { name: 'Try again' });
}

/** A page, and what it asks for in vain at the moment. */
type Tab = { page: Page; inVain: UnreadPage | null };

/** Requests are looked at as long as the page is there: one that is under way while that ends may never be answered. */
async function refusing(page: Page): Promise<Tab> {
  const tab: Tab = { page, inVain: null };
  const isInVain = (url: URL) => tab.inVain?.procedures.includes(url.pathname.replace('/trpc/', '')) ?? false;
  await page.route(isInVain, (route) => (tab.inVain?.isGone ? lose(route) : fail(route)));
  return tab;
}

/** A tab of a window of its own: one behind another is hidden, and the console waits there with what it asks again. */
async function newTab(): Promise<Tab> {
  const context = log.page.context();
  const storageState = await context.storageState();
  const other = await context.browser()!.newContext({
    baseURL: log.server.url,
    storageState,
    reducedMotion: 'reduce',
  });
  await other.addInitScript(askAgainAtOnce, RETRY_DELAYS_MS);
  const page = await other.newPage();
  await log.complaints.watch(page);
  return refusing(page);
}

/** Opens a page that cannot read something, tries it again in vain, and then once it can be read. */
async function fails(tab: Tab, unread: UnreadPage): Promise<void> {
  const { page } = tab;
  const { path, procedures, says, stands, isGone = false } = unread;
  if (!isGone) log.complaints.refuses(500, ...procedures);
  tab.inVain = unread;
  await page.goto(path);
  for (const each of says) {
    const said = await notice(page, each).innerText();
    if (!each.startsWith('Could not')) continue;
    const [what, advice] = isGone
      ? [`${each}: the server did not answer`, CHECK]
      : ['req_that_failed', 'Try again; if it stays, give the operator the request id.'];
    expect(said, path).toContain(what);
    expect(said, path).toContain(advice);
    // How it goes at a server that does not answer, nobody knows.
    if (isGone) expect(said, path).not.toMatch(/\bgo(es)? on\b/);
  }
  if (stands !== undefined) await standing(page, stands).waitFor();
  for (const each of says) await again(page, each).press('Enter');
  for (const each of says)
    await notice(page, each)
      .getByText(/Tried again at \d\d:\d\d:\d\d/)
      .waitFor();
  // Who uses a keyboard is where they were.
  expect(await page.evaluate(() => document.activeElement?.textContent), path).toBe('Try again');
  tab.inVain = null;
  for (const each of says) {
    // As far as it is still there: what another one has read may also be what this one waits for. And once more, where
    // what was on its way already has still failed.
    const pressed = async () => {
      await again(page, each).evaluateAll((buttons: HTMLElement[]) =>
        buttons.forEach((button) => button.click()),
      );
      return await notice(page, each).count();
    };
    await expect.poll(pressed, { message: `${path}: ${each}`, timeout: 15_000 }).toBe(0);
  }
  await page.waitForFunction(() => document.querySelector('main [aria-busy="true"]') === null);
  if (stands !== undefined) await standing(page, stands).waitFor();
  // What comes to stand where a notice was may begin with why it could not be read before, until it is.
  const left = page.getByRole('alert').filter({ hasText: 'Could not' });
  await expect.poll(() => left.count(), { message: path, timeout: 10_000 }).toBe(0);
}

/** Makes a webhook of which five attempts in a row have failed. */
async function makeFailing(): Promise<CreatedWebhook> {
  const { type } = deleted('winter');
  const webhook = await createWebhook(log.api, {
    name: 'Ailing',
    url: log.receiver.url,
    events: [type],
    ...ONCE,
  });
  log.receiver.next(...Array.from({ length: 5 }, () => status(500)));
  await log.api.post('/events/batch', { events: Array.from({ length: 5 }, () => deleted('winter')) });
  await until(
    async () => (await log.api.get<{ health: string }>(`/webhooks/${webhook.id}`)).body.health,
    (health) => health === 'failing',
    { what: 'a webhook that is failing' },
  );
  return webhook;
}

test(
  'pages say what they could not read and what to do, and go on where that is read again',
  { timeout: WITHIN_MS },
  async () => {
    const failing = await makeFailing();
    await log.makeWebhook();
    const delivery = await log.deliver();
    const attempts = await log.api.get<Rows<{ id: string }>>(`/deliveries/${delivery.id}/attempts`);
    const attempt = attempts.body.data[0]?.id ?? '';
    log.complaints.losesServer();
    const waiting = unreadPages({ webhook: log.webhook, failing, delivery, attempt });
    const faults: string[] = [];
    const tabs = await Promise.all(Array.from({ length: AT_A_TIME }, newTab));
    const work = async (tab: Tab) => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const of = `${next.path} without ${next.procedures.join(', ')}`;
        await fails(tab, next).catch((error: unknown) => faults.push(`${of}: ${String(error)}`));
      }
    };
    try {
      await Promise.all(tabs.map(work));
    } finally {
      // They would go on asking, and hold streams of news.
      await Promise.all(tabs.map(({ page }) => page.context().close()));
    }
    expect(faults).toEqual([]);
    expect(log.complaints.take()).toEqual([]);
    // React notes down what a whole page has failed of.
    const session = {
      path: '/dashboard/events',
      procedures: ['session.me'],
      says: ['Could not show this page'],
    };
    const tab = await refusing(log.page);
    await fails(tab, session);
    // Nor has anybody to be there when it can be read again.
    await log.page.addInitScript(askAgainAtOnce, RETRY_DELAYS_MS);
    tab.inVain = session;
    await log.page.goto(session.path);
    await notice(log.page, 'It is tried again by itself.').waitFor();
    tab.inVain = null;
    await log.page.getByRole('heading', { name: 'Events', level: 1 }).waitFor();
    for (const complaint of log.complaints.take()) expect(complaint).toContain(PROBLEM.detail);
  },
);

/** Asks for something that is refused, and once more as it stands, of a server that does it. */
async function isUndone(page: Page, deed: Deed): Promise<void> {
  const {
    path,
    procedure,
    prepare,
    button,
    says,
    kept,
    field,
    undone,
    done,
    isGone = false,
    isUnsure = false,
  } = deed;
  if (!isGone) log.complaints.refuses(isUnsure ? 503 : 500, procedure);
  const ask = page.getByRole('button', { name: button, exact: true }).last();
  const filled = field && page.getByRole('textbox', { name: field[0], exact: true });
  await page.goto(path);
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
  await prepare?.(page);
  if (field) await filled?.fill(field[1]);
  await page.route(`**/trpc/${procedure}`, isGone ? lose : isUnsure ? answering(UNSURE) : fail);
  // Not by what the server says of it later.
  const seen = Promise.withResolvers<void>();
  if (undone) {
    await ask.waitFor();
    await page.route(undone.reads, async (route) => {
      await seen.promise;
      await route.continue();
    });
  }
  await ask.click();
  const title = isGone
    ? `No answer to the request to ${says}`
    : isUnsure
      ? `The request to ${says} was not confirmed`
      : `Could not ${says}`;
  const notice = page.getByRole('alert').filter({ hasText: title });
  const said = await notice.innerText();
  const parts = isGone
    ? [UNKNOWN, CHECK]
    : isUnsure
      ? [`${UNKNOWN} ${UNSURE.detail}`, 'req_that_failed']
      : [kept, 'req_that_failed'];
  for (const part of parts) expect(said, path).toContain(part);
  if (isGone || isUnsure) expect(said, path).not.toContain(kept);
  if (field) expect(await filled?.inputValue(), path).toBe(field[1]);
  if (undone) {
    await log.row(0).getByText(undone.text, { exact: true }).waitFor();
    seen.resolve();
    await page.unroute(undone.reads);
  }
  await page.unroute(`**/trpc/${procedure}`);
  await ask.click();
  await page.getByText(done).first().waitFor();
}

test('what could not be done says what is as it was, keeps what was typed, and can be asked for again', async () => {
  log.receiver.behaviour = status(500);
  await log.makeWebhook(ONCE);
  log.complaints.losesServer();
  for (const deed of deeds(log.webhook, await log.deliver())) await isUndone(log.page, deed);
});

test('who is signed out while a form is filled in stays there, is told so, and saves after signing in again', async () => {
  const { page, complaints } = log;
  await log.makeWebhook();
  await page.goto(`/dashboard/settings/webhooks/${log.webhook.id}/edit`);
  const name = page.getByRole('textbox', { name: 'Name', exact: true });
  await name.fill('Second ledger');
  const cookies = await page.context().cookies();
  await page.context().clearCookies();
  const save = page.getByRole('button', { name: 'Save changes' });
  await save.click();
  const way = page.getByRole('alert').getByRole('link', { name: 'Sign in in a new tab' });
  await way.waitFor();
  // What the page itself reads, whenever it is told of something, is refused as well; and it is still there to ask again.
  let refused = 0;
  page.on('response', (response) => {
    if (response.url().includes('/trpc/webhooks.get') && response.status() === 401) refused += 1;
  });
  const tell = async () => {
    await log.api.patch(`/webhooks/${log.webhook.id}`, { description: `Refused ${refused} times` });
    return refused;
  };
  await expect.poll(tell, { timeout: 20_000, interval: 500 }).toBeGreaterThan(1);
  await way.waitFor();
  await page.context().addCookies(cookies);
  await save.click();
  await page.getByText('Second ledger was saved').waitFor();
  for (const complaint of complaints.take()) expect(complaint).toContain('status of 401');
});
