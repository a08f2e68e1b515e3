import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../browser.ts';
import { consoleRoutes } from '../shots/console-routes.ts';
import { lookAt } from '../shots/look.ts';
import type { Viewer } from '../shots/picture.ts';
import { missingRoutes, ROUTE_PICTURES } from '../shots/route-pictures.ts';
import { prepareScene, type Scene } from '../shots/scene.ts';
import { type Server, startServer } from '../support/start-server.ts';
import { lateRequests } from './late-requests.ts';

/** Each scheme and each width once; `npm run shots` looks at all four together. */
const LOOKS = [
  { width: 1280, scheme: 'light' },
  { width: 390, scheme: 'dark' },
] as const;

const WEBHOOKS = '/dashboard/settings/webhooks';
const EVENTS = '/dashboard/events';
/** They lead on. */
const WAYPOINTS = ['/', '/$'];

let server: Server;
let browser: Browser;
let scene: Scene;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchChromium()]);
  scene = await prepareScene(server, browser);
});

afterAll(async () => {
  await browser?.close();
  await scene?.close();
  await server?.stop();
});

test('every route of the console is known here', () => {
  expect(missingRoutes(consoleRoutes())).toEqual([]);
  expect(missingRoutes(['/dashboard/added-later'])).toEqual(['/dashboard/added-later']);
});

test.each(ROUTE_PICTURES.map((picture) => [picture.route, picture] as const))(
  '%s is accessible, as wide as the window and without complaints, by light and in the dark',
  async (_, picture) => {
    expect(await lookAt({ browser, scene }, picture, LOOKS)).toEqual([]);
  },
);

/** Besides a route as it opens: addresses that say besides what is open on it, or how it is sorted. */
const DEEP: Record<string, (scene: Scene) => string[]> = {
  [WEBHOOKS]: ({ webhooks: { flaky } }) => [
    `${WEBHOOKS}?webhook=${flaky}`,
    `${WEBHOOKS}?sort=volume`,
    `${WEBHOOKS}?status=failing,inactive&category=Email`,
  ],
  [`${WEBHOOKS}/$id/deliveries`]: ({ webhooks: { flaky }, failed }) => [
    `${WEBHOOKS}/${flaky}/deliveries?delivery=${failed.id}`,
  ],
  [EVENTS]: ({ event }) => [`${EVENTS}?event=${event.id}`, `${EVENTS}?replay=new`],
};

async function openAs(viewer: Viewer) {
  const context = await browser.newContext({
    baseURL: scene.origin,
    storageState: scene.sessions[viewer],
    reducedMotion: 'reduce',
  });
  return { page: await context.newPage(), close: () => context.close() };
}

test.each(['admin', 'nobody'] as const)(
  'what the pages of %s show is asked for before they are drawn',
  async (viewer) => {
    const own = ROUTE_PICTURES.filter((each) => each.viewer === viewer && !WAYPOINTS.includes(each.route));
    const addresses = await Promise.all(
      own.map(async ({ route, path }) => [await path(scene), ...(DEEP[route]?.(scene) ?? [])]),
    );
    const { page, close } = await openAs(viewer);
    const late: Record<string, string[]> = {};
    for (const address of addresses.flat()) {
      const found = await lateRequests(page, address);
      if (found.length > 0) late[address] = found;
    }
    await close();
    expect(late).toEqual({});
  },
);

test('what a page asks for late is found', async () => {
  const { page, close } = await openAs('admin');
  const late = await lateRequests(page, EVENTS, async () => undefined);
  await close();
  expect(late).toContainEqual(expect.stringMatching(/^events\.list\b/));
});
