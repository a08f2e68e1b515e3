import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../browser.ts';
import { consoleRoutes } from '../shots/console-routes.ts';
import { lookAt } from '../shots/look.ts';
import { missingRoutes, ROUTE_PICTURES } from '../shots/route-pictures.ts';
import { prepareScene, type Scene } from '../shots/scene.ts';
import { type Server, startServer } from '../support/start-server.ts';

/** Each scheme and each width once; `npm run shots` looks at all four together. */
const LOOKS = [
  { width: 1280, scheme: 'light' },
  { width: 390, scheme: 'dark' },
] as const;

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
