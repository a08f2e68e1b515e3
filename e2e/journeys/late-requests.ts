import type { Page, Request } from 'playwright-core';

/** Of the console's router, which keeps itself there for the tools of its makers, what is used here. */
type Router = {
  history: { push: (address: string) => void };
  options: { parseSearch: (search: string) => object };
  preloadRoute: (to: { to: string; search: object; hash: string }) => Promise<unknown>;
};

declare global {
  var __TSR_ROUTER__: Router;
}

/** It asks for nothing but what stands around every page. */
const NEUTRAL = '/nowhere';
const QUIET_WITHIN_MS = 30_000;
const DATA = /^\/(?:trpc|api)\//;

/** `webhooks.get?input={…}` */
function wordsOf(request: Request): string | undefined {
  const { pathname, search } = new URL(request.url());
  if (!DATA.test(pathname)) return undefined;
  return decodeURIComponent(pathname.replace(DATA, '') + search) + (request.postData() ?? '');
}

/** As when the pointer rests on a link: code comes, loaders ask, and nothing is drawn. */
export const getReady = (page: Page, address: string): Promise<void> =>
  page.evaluate(async (to) => {
    const { pathname, search, hash } = new URL(to, location.href);
    const { options } = __TSR_ROUTER__;
    await __TSR_ROUTER__.preloadRoute({
      to: pathname,
      search: options.parseSearch(search),
      hash: hash.slice(1),
    });
  }, address);

/**
 * What a page of the console asks for only when its parts are drawn, which is when its code has come, and not as soon as it is
 * known where somebody goes.
 */
export async function lateRequests(page: Page, address: string, prepare = getReady): Promise<string[]> {
  const asked = new Set<string>();
  const underWay = new Set<Request>();
  let late: string[] | undefined;
  const begins = (request: Request) => {
    // The stream of news does not end.
    if (request.resourceType() === 'eventsource') return;
    underWay.add(request);
    const words = wordsOf(request);
    if (words === undefined) return;
    // What was asked for before is only read again.
    if (!asked.has(words)) late?.push(words);
    asked.add(words);
  };
  const ends = (request: Request) => underWay.delete(request);
  page.on('request', begins).on('requestfinished', ends).on('requestfailed', ends);
  try {
    // Anew, with nothing of the page before: of what it had under way the end may not be told.
    page.once('framenavigated', () => underWay.clear());
    await page.goto(NEUTRAL);
    await untilQuiet(page, underWay);
    await prepare(page, address);
    await untilQuiet(page, underWay);
    late = [];
    await page.evaluate((to) => __TSR_ROUTER__.history.push(to), address);
    await page.waitForURL((url) => url.pathname !== NEUTRAL);
    await untilQuiet(page, underWay);
    return late;
  } finally {
    page.off('request', begins).off('requestfinished', ends).off('requestfailed', ends);
  }
}

/** Until nothing is waited for, nor begins after what was answered. */
async function untilQuiet(page: Page, underWay: ReadonlySet<Request>): Promise<void> {
  await page.getByRole('heading').first().waitFor();
  const deadline = performance.now() + QUIET_WITHIN_MS;
  do {
    if (performance.now() > deadline)
      throw new Error(
        `${page.url()} still waits for ${[...underWay].map((request) => request.url()).join(', ')}.`,
      );
    await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
    await page.evaluate(async () => {
      const idle = () => new Promise((resolve) => requestIdleCallback(resolve));
      for (let times = 0; times < 3; times += 1) await idle();
    });
  } while (underWay.size > 0);
}
