import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium } from '../browser.ts';
import { Api } from './api.ts';
import type { Bench } from './bench.ts';
import { loadConsoleHistory } from './console-history.ts';
import { type Figures, median, rounded } from './figures.ts';

const ADMIN = { email: 'bench@example.com', password: 'a bench beside the river' };
const LIST = '/dashboard/settings/webhooks';
const TURNS = 5;

/**
 * The overview of an account with many webhooks and deliveries, in a Chromium on the same machine: from asking for the page
 * with an empty cache to rows with their numbers, and from each change of a filter to the rows that it leaves.
 */
export async function measureConsole(bench: Bench): Promise<Partial<Figures>> {
  const { webhooks, deliveries } = bench.sizes.console;
  const settings = { TIDINGS_ADMIN_EMAIL: ADMIN.email, TIDINGS_ADMIN_PASSWORD: ADMIN.password };
  const server = await bench.start({ settings });
  const nobody = new Api(server.url);
  const { data } = await nobody.get<{ data: { id: string }[] }>('/accounts');
  const [account] = data;
  if (!account) throw new Error('A server that has just been started has an account.');
  const api = Object.assign(new Api(server.url, account.id), { accountId: account.id });

  bench.step(`console: storing ${webhooks} webhooks and ${deliveries} deliveries`);
  const filled = { webhooks, deliveries, url: bench.receiver.url(), event: bench.event };
  await loadConsoleHistory(server.dataDir, api, filled);

  bench.step('console: the overview in a browser');
  const browser = await launchChromium();
  try {
    const options = await signedIn(browser, server.url);
    const cold: Cold[] = [];
    for (let turn = 0; turn < TURNS; turn += 1) cold.push(await openCold(browser, options));
    return {
      console: {
        webhooks,
        stored_deliveries: deliveries,
        cold_ms: rounded(median(cold.map(({ ms }) => ms))),
        script_kb: rounded(median(cold.map(({ scriptKb }) => scriptKb)), 1),
        filter_ms: await changeFilters(browser, options),
      },
    };
  } finally {
    await browser.close();
    await Promise.all([api.close(), nobody.close()]);
    await server.stop();
  }
}

/** What a browser needs to be the admin. */
async function signedIn(browser: Browser, url: string): Promise<BrowserContextOptions> {
  const context = await browser.newContext({ baseURL: url, extraHTTPHeaders: { origin: url } });
  await context.request.post('/api/auth/sign-in/email', { data: ADMIN });
  const storageState = await context.storageState();
  await context.close();
  return { baseURL: url, storageState, viewport: { width: 1280, height: 900 } };
}

type Cold = { ms: number; scriptKb: number };

/** Rows and the four numbers, none of them loading. */
const isUsable = () =>
  document.querySelectorAll('tbody tr a').length > 10 &&
  document.querySelector('tbody svg') !== null &&
  document.querySelector('[aria-busy="true"]') === null;

async function openCold(browser: Browser, options: BrowserContextOptions): Promise<Cold> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(LIST, { waitUntil: 'commit' });
  await page.waitForFunction(isUsable, undefined, { polling: 'raf', timeout: 60_000 });
  // By the browser's own clock, from the moment at which it was asked for the page.
  const found = await page.evaluate(() => ({
    ms: performance.now(),
    scriptKb:
      performance
        .getEntriesByType('resource')
        .filter(({ name }) => name.endsWith('.js'))
        .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize, 0) / 1_000,
  }));
  await context.close();
  return found;
}

/** What is pressed to change a filter, by its name; the last press is the one that is timed. */
const CHANGES: Record<string, string[]> = {
  status: ['Status', 'Failing'],
  cleared: ['Clear'],
  category: ['Category', 'Email'],
  type: ['Event type', 'email.opened'],
  'cleared again': ['Clear'],
  volume: ['Sort: newest'],
  cards: ['Cards'],
};

async function changeFilters(
  browser: Browser,
  options: BrowserContextOptions,
): Promise<Record<string, number>> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(LIST);
  await page.waitForFunction(isUsable, undefined, { timeout: 60_000 });
  const found: Record<string, number> = {};
  for (const [name, presses] of Object.entries(CHANGES)) found[name] = rounded(await change(page, presses));
  await context.close();
  return found;
}

/** Milliseconds from the last press until the page was drawn with what it changed. */
async function change(page: Page, presses: string[]): Promise<number> {
  const last = presses.at(-1) ?? '';
  for (const press of presses.slice(0, -1))
    await page.getByRole('button', { name: press, exact: true }).click();
  const target = page
    .getByRole('button', { name: last, exact: true })
    .or(page.getByRole('menuitem', { name: last, exact: true }))
    .or(page.getByRole('checkbox', { name: last, exact: true }))
    .first();
  await target.waitFor();
  const ms = await target.evaluate(
    (element: HTMLElement) =>
      new Promise<number>((resolve) => {
        const before = location.search;
        const start = performance.now();
        element.click();
        // Once it is in the URL the rows follow with the next drawing, or the one after it, unless something has to be loaded.
        let drawn = 0;
        const look = () => {
          const waits =
            location.search === before || document.querySelector('main [aria-busy="true"]') !== null;
          drawn = waits ? 0 : drawn + 1;
          if (drawn > 2) resolve(performance.now() - start);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }),
  );
  await page.keyboard.press('Escape');
  return ms;
}
