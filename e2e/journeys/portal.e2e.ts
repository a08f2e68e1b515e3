import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium } from '../browser.ts';
import { expectAccessible } from '../support/expect-accessible.ts';
import { createWebhook } from '../support/samples.ts';
import { ADMIN, type Server, startServer } from '../support/start-server.ts';
import { Complaints } from './complaints.ts';

let browser: Browser;
let server: Server;
/** The product whose page shows the portal in a frame: the address in its query. */
let host: http.Server;
let hostPort: number;
/** Of another site than the portal, as browsers see it: what is below `localhost` resolves to this machine. */
const elsewhere = () => `http://product.localhost:${hostPort}`;
let context: BrowserContext;
let page: Page;
let complaints: Complaints;

beforeAll(async () => {
  host = http.createServer((request, response) => {
    const framed = new URL(request.url ?? '/', 'http://host').searchParams.get('portal') ?? '';
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html><title>Product</title><h1>Settings</h1>
      <iframe title="Webhooks" width="1200" height="700" src="${framed.replaceAll('"', '&quot;')}"></iframe>`);
  });
  await new Promise<void>((resolve) => {
    host.listen(0, resolve);
  });
  hostPort = (host.address() as AddressInfo).port;
  const settings = {
    PORTAL_FRAME_ORIGINS: `http://localhost:${hostPort},${elsewhere()}`,
    CONSOLE_NOTICE:
      'Contacts <b>without</b> code. | https://app.example.com/integrations | See the integrations',
  };
  [server, browser] = await Promise.all([startServer({ settings }), launchChromium()]);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  host.closeAllConnections();
  host.close();
});

beforeEach(async () => {
  context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
  });
  complaints = new Complaints();
  complaints.refuses(401, 'session.me'); // to whoever is not signed in yet
  page = await newPage();
});
afterEach(async () => {
  await context.close();
  expect(complaints.all).toEqual([]);
});

async function newPage(of = context): Promise<Page> {
  const made = await of.newPage();
  await complaints.watch(made);
  return made;
}

/** What the list of webhooks is made of. */
const OVERVIEW = ['webhooks.rows', 'webhooks.activity', 'eventTypes.list', 'metrics.overview'];

/** A new account with a webhook, and a link to its portal. */
async function setup(input: Record<string, unknown> = {}) {
  const account = await server.newAccount('Acme Mail');
  await createWebhook(account, { url: 'http://127.0.0.1:65535/', name: 'CRM of Acme' });
  const { body } = await server.api.post<{ url: string }>(
    `/accounts/${account.accountId}/portal_sessions`,
    input,
  );
  return { account, url: body.url };
}

test('a link leads to the webhooks of its account, and its address is gone from the history', async () => {
  const { url } = await setup();
  await page.goto(url);
  await page.waitForURL('**/dashboard/settings/webhooks');
  await page.getByText('CRM of Acme').first().waitFor();
  await page.getByRole('button', { name: /Portal visitor/ }).waitFor();
  const notice = page.getByRole('note').filter({ hasText: 'Contacts <b>without</b> code.' });
  expect(await notice.getByRole('link').getAttribute('href')).toBe('https://app.example.com/integrations');
  await expectAccessible(page);

  // What shows only once is asked about before the panel that it shows in is left.
  const link = page.getByRole('link', { name: 'CRM of Acme', exact: true });
  const panel = page.getByRole('dialog', { name: 'CRM of Acme', exact: true });
  await link.click();
  await panel.getByRole('button', { name: 'Actions for CRM of Acme' }).click();
  await page.getByRole('menuitem', { name: 'Roll secret' }).click();
  const secret = page.getByText('Save this now: the secret is shown only once');
  const question = page.getByRole('dialog', { name: 'Leave without the secret?' });
  const rolled = Promise.withResolvers<void>();
  await page.route(/rollSecret/i, async (route) => {
    await rolled.promise;
    await route.continue();
  });
  await page.getByRole('button', { name: 'Roll secret' }).click();
  await page.goBack();
  await question.getByText('The new secret is being made').waitFor();
  rolled.resolve();
  await secret.waitFor();
  await question.waitFor({ state: 'detached' });
  await page.goBack();
  await question.getByRole('button', { name: 'Stay' }).click();
  await question.waitFor({ state: 'detached' });
  await secret.waitFor();
  await page.goBack();
  await question.getByRole('button', { name: 'Leave' }).click();
  await panel.waitFor({ state: 'detached' });
  // Opened again it has no dialog over it, whose Escape that would be.
  await link.click();
  await panel.getByText('Nothing was sent yet.').waitFor();
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });
  await page.goBack();
  await page.goBack();
  expect(page.url()).not.toContain('token');
});

test('asks first where somebody is signed in, and a page of their account does nothing afterwards', async () => {
  const { url } = await setup();
  const origin = new URL(url).origin;
  await page.goto(`${origin}/sign-in`);
  await page.getByRole('textbox', { name: 'E-mail' }).fill(ADMIN.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(ADMIN.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/dashboard/settings/webhooks');
  const left = await newPage();
  await left.goto(`${origin}/dashboard/settings/account`);
  await left.getByRole('heading', { name: 'Your account' }).waitFor();
  await page.goto(url);
  await page.getByRole('heading', { name: 'Open the portal of Acme Mail?' }).waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Stay signed in' }).click();
  await page.waitForURL('**/dashboard/settings/webhooks');
  expect(await page.getByText('CRM of Acme').count()).toBe(0);
  await page.goto(url);
  await page.getByRole('button', { name: 'Open the portal' }).click();
  await page.getByText('CRM of Acme').first().waitFor();
  complaints.refuses(409, ...OVERVIEW);
  await left.getByRole('link', { name: 'Webhooks', exact: false }).first().click();
  await left.getByText('You are in another account now').waitFor({ timeout: 20_000 });
  await expectAccessible(left);
  await left.getByRole('button', { name: 'Load the console again' }).click();
  await left.getByText('CRM of Acme').first().waitFor();
});

test('a link that was used says so, and what to do', async () => {
  const { url } = await setup();
  await page.goto(url);
  await page.waitForURL('**/dashboard/settings/webhooks');
  const later = await browser.newContext({ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' });
  const second = await newPage(later);
  complaints.refuses(401, 'portal/enter');
  await second.goto(url);
  await second.getByRole('heading', { name: 'This page cannot be opened' }).waitFor();
  expect(await second.getByRole('alert').textContent()).toContain('used already');
  await expectAccessible(second);
  await later.close();
});

test('its visitor with the role viewer begins at the events, and leaves to where the link says', async () => {
  const { url } = await setup({ role: 'viewer', return_url: `http://localhost:${hostPort}/?back` });
  await page.goto(url);
  await page.waitForURL('**/dashboard/events');
  expect(await page.getByRole('link', { name: 'Webhooks' }).count()).toBe(0);
  await page.goto(`http://localhost:${server.port}/dashboard/settings/webhooks`);
  await page.getByText('the link that you came by gives the role viewer').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: /Portal visitor/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL(`http://localhost:${hostPort}/?back`);
  await page.goto(`http://localhost:${server.port}/dashboard/settings/webhooks`);
  await page.getByRole('heading', { name: 'This page cannot be opened' }).waitFor();
});

test('a page of a listed origin shows the portal in a frame, and loads it again there', async () => {
  const { url } = await setup();
  await page.goto(`http://localhost:${hostPort}/?portal=${encodeURIComponent(url)}`);
  const frame = page.frameLocator('iframe');
  await frame.getByText('CRM of Acme').first().waitFor();
  const inside = page.frames()[1];
  await inside?.evaluate(() => window.location.reload());
  await frame.getByText('CRM of Acme').first().waitFor();
});

test('a frame whose cookie the browser does not keep says so', async () => {
  const { url } = await setup();
  await page.goto(`${elsewhere()}/?portal=${encodeURIComponent(url)}`);
  const frame = page.frameLocator('iframe');
  await frame.getByRole('heading', { name: 'This page cannot be opened' }).waitFor();
  expect(await frame.getByRole('alert').textContent()).toContain('only over https');
});

test('no other page shows it, and the link stays unused', async () => {
  const { url } = await setup();
  await page.goto(`http://127.0.0.1:${hostPort}/?portal=${encodeURIComponent(url)}`);
  await page.waitForLoadState('networkidle');
  expect(await page.frameLocator('iframe').getByText('CRM of Acme').count()).toBe(0);
  expect(complaints.take()).toEqual([expect.stringMatching(/^Framing .* violates .*frame-ancestors/)]);
  await page.goto(url);
  await page.getByText('CRM of Acme').first().waitFor();
});
