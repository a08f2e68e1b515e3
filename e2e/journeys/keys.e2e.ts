import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { expectAccessible } from '../support/expect-accessible.ts';
import { settingsJourney } from './settings-journey.ts';

const journey = settingsJourney();
let page: Page;
beforeEach(() => {
  ({ page } = journey);
});

/** A busy machine takes its time. */
const PATIENCE = { timeout: 15_000 };
const button = (name: string) => page.getByRole('button', { name, exact: true });
const dialog = () => page.getByRole('dialog');
const row = (name: string) => page.getByRole('row').filter({ hasText: name });
/** What had the focus is gone, and has left it to something: not to the body. */
const focusIsKept = () => page.locator('main :focus').waitFor();

/** Asks over REST with a key. */
function ask(key: string, path: string, body?: object): Promise<Response> {
  return fetch(`${journey.server.url}/api/v1${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
}

async function shownKey(): Promise<string> {
  await page.getByText('Save this now: the key is shown only once').waitFor();
  await button('Copy the key').click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^tdg_ak_/);
  return copied;
}

test('an app is installed, gets a key, and takes with it what it made', async () => {
  await journey.open('apps');
  await page.getByRole('heading', { name: 'No apps installed' }).waitFor();
  await expectAccessible(page);
  await button('Install app').click();
  await button('Install').click();
  await page.getByText('Give the app a name.').waitFor();
  await expectAccessible(page);
  await page.getByRole('textbox', { name: 'Name' }).fill('Fetchbase');
  await page.keyboard.press('Escape'); // which does not lose it
  await button('Install').click();
  await page.getByRole('heading', { name: 'Fetchbase is installed' }).waitFor();
  await page.getByRole('link', { name: 'Create its first key' }).click();

  await page.getByRole('heading', { name: 'Create API key' }).waitFor();
  await expect
    .poll(() => page.getByRole('combobox', { name: 'App' }).inputValue(), PATIENCE)
    .toBe('Fetchbase');
  await page.getByRole('textbox', { name: 'Name' }).fill('Production');
  await button('Create key').click();
  await page.getByText('Choose at least one scope.').waitFor();
  await expectAccessible(page);
  await button('Everything').click();
  await button('Create key').click();
  const key = await shownKey();
  await expectAccessible(page);
  const made = await ask(key, '/webhooks', { name: 'CRM', url: journey.server.url, events: ['*'] });
  expect(made.status).toBe(201);

  // Leaving would lose it for good.
  await page.getByRole('link', { name: 'Apps' }).click();
  await page.getByRole('heading', { name: 'Leave without the key?' }).waitFor();
  await button('Stay').click();
  await button('I have saved it').click();
  await row('Production').getByText('Fetchbase').waitFor();
  expect(await page.content()).not.toContain(key);

  await page.getByRole('link', { name: 'Apps' }).click();
  const cells = row('Fetchbase').getByRole('cell');
  await expect.poll(() => cells.nth(1).innerText(), PATIENCE).toBe('1');
  await expect.poll(() => cells.nth(2).innerText(), PATIENCE).toBe('1');
  expect(await cells.nth(3).innerText()).toBe('Grace Hopper');
  await button('Actions for Fetchbase').click();
  await page.getByRole('menuitem', { name: 'Uninstall' }).click();
  await dialog().getByText('1 key: the next request with it is refused.').waitFor();
  await dialog().getByText('1 webhook that it made').waitFor();
  await expectAccessible(page);
  await dialog().getByRole('button', { name: 'Uninstall' }).click();
  await page.getByRole('heading', { name: 'No apps installed' }).waitFor();
  await focusIsKept();
  expect((await ask(key, '/webhooks')).status).toBe(401);
  await page.getByRole('link', { name: 'API keys' }).click();
  await row('Production').getByText('Uninstalled app').waitFor();
});

test('a key opens what its scopes say until it is revoked', async () => {
  await journey.open('keys');
  await page.getByRole('heading', { name: 'No API keys yet' }).waitFor();
  await page.getByText(`curl ${journey.origin}/api/v1/webhooks`).waitFor();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Create key' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Nightly sync');
  await button('Read only').click();
  await page.getByRole('checkbox', { name: 'Read deliveries' }).uncheck();
  await page.getByRole('combobox', { name: 'Expires' }).click();
  await page.getByRole('option', { name: /^In 30 days/ }).click();

  // What is filled in is not lost without a question.
  await page.getByRole('link', { name: 'Team' }).click();
  await page.getByRole('heading', { name: 'Leave without saving?' }).waitFor();
  await button('Stay').click();
  // Nor by a session that has ended meanwhile.
  journey.complaints.refuses(401, 'keys.create');
  const error = { message: 'Sign in', code: -32001, data: { code: 'UNAUTHORIZED', httpStatus: 401 } };
  await page.route('**/trpc/keys.create', (route) => route.fulfill({ status: 401, json: { error } }));
  await button('Create key').click();
  const door = page.getByRole('alert').getByRole('link', { name: 'Sign in in a new tab' });
  expect([await door.getAttribute('href'), await door.getAttribute('target')]).toEqual([
    '/sign-in',
    '_blank',
  ]);
  await page.unroute('**/trpc/keys.create');
  await button('Create key').click();
  const key = await shownKey();
  // Nor is the key, by who asks for another one.
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: /^Search pages/ }).fill('Create API key');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Leave without the key?' }).waitFor();
  await button('Leave').click();
  await page.getByRole('heading', { name: 'Create API key' }).waitFor();
  expect(await page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('');
  await page.goBack();
  await page.waitForURL('**/dashboard/settings/keys');
  expect(await page.content()).not.toContain(key);
  expect((await ask(key, '/webhooks')).status).toBe(200);
  expect((await ask(key, '/keys')).status).toBe(403);
  await row('Nightly sync').getByRole('cell', { name: 'webhooks:read, events:read', exact: true }).waitFor();
  await row('Nightly sync').getByText('Active').waitFor();

  const ofService = journey.server.api.forAccount(journey.accountId);
  await ofService.post('/keys', { name: 'Importer', scopes: ['events:read'] });
  await page.reload();
  const maker = row('Importer').getByRole('cell', { name: 'Configured service key (service)' });
  expect(await maker.evaluate((cell) => cell.scrollWidth - cell.clientWidth)).toBe(0);

  await button('Actions for Nightly sync').click();
  await page.getByRole('menuitem', { name: 'Revoke' }).click();
  await dialog().getByText('The next request with').waitFor();
  await expectAccessible(page);
  // Said also where its row, and with it the dialog, is drawn anew before all is read again.
  const said = Promise.withResolvers<void>();
  await page.route('**/trpc/apps.list*', async (route) => {
    await said.promise;
    await route.continue();
  });
  await button('Revoke key').click();
  await row('Nightly sync').getByText('Revoked').waitFor();
  await dialog().waitFor({ state: 'detached' });
  said.resolve();
  await page.getByText('Nightly sync was revoked').waitFor();
  await focusIsKept();
  expect((await ask(key, '/webhooks')).status).toBe(401);
  await expectAccessible(page);
});

test('is found on a phone by what opens the navigation', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await journey.open('account');
  await button('Open navigation').click();
  await dialog().getByRole('link', { name: 'API keys' }).click();
  await page.getByRole('heading', { name: 'API keys', level: 1 }).waitFor();
});

describe('who is no admin', () => {
  test('finds no link to what only admins see, and a sentence at its address', async () => {
    const other = await journey.newPage();
    await journey.join(other, { email: `jon${Date.now()}@example.com`, role: 'developer', name: 'Jon Bell' });
    const asked: string[] = [];
    other.on('request', (request) => asked.push(new URL(request.url()).pathname));
    for (const path of ['keys', 'keys/create', 'team']) {
      await journey.open(path, other);
      await other.getByText('You are a developer in Acme Mail.').waitFor();
    }
    await expectAccessible(other);
    for (const name of ['API keys', 'Team']) {
      expect(await other.getByRole('link', { name, exact: true }).count()).toBe(0);
    }
    await other.getByRole('link', { name: 'Audit log' }).click();
    // Joining is the newest of what happened.
    await other
      .getByRole('button', { name: /^View invitation\.accepted/ })
      .first()
      .waitFor();
    expect(asked.filter((path) => /\/trpc\/([\w.]+,)*(keys|team)\./.test(path))).toEqual([]);
    await other.getByRole('link', { name: 'Your account' }).click();
    await other.getByRole('heading', { name: 'Your account' }).waitFor();
  });

  test('installs and uninstalls apps as a developer, without a way to their keys', async () => {
    const other = await journey.newPage();
    await journey.join(other, { email: `amy${Date.now()}@example.com`, role: 'developer', name: 'Amy Ross' });
    await journey.open('apps', other);
    await other.getByRole('button', { name: 'Install app' }).click();
    await other.getByRole('textbox', { name: 'Name' }).fill('Nightly');
    await other.getByRole('button', { name: 'Install', exact: true }).click();
    await other.getByText('ask an admin to give it a key').waitFor();
    await expectAccessible(other);
    await other.getByRole('button', { name: 'Done' }).click();
    await other.getByRole('button', { name: 'Actions for Nightly' }).click();
    await other.getByRole('menuitem', { name: 'Uninstall' }).waitFor();
    expect(await other.getByRole('menuitem').count()).toBe(1);
    await other.getByRole('menuitem', { name: 'Uninstall' }).click();
    await other.getByRole('dialog').getByRole('button', { name: 'Uninstall' }).click();
    await other.getByRole('heading', { name: 'No apps installed' }).waitFor();
  });

  test('and a visitor by a portal link sees nothing of people and keys, whatever their role', async () => {
    const { body } = await journey.server.api.post<{ url: string }>(
      `/accounts/${journey.accountId}/portal_sessions`,
      { role: 'admin' },
    );
    const other = await journey.newPage();
    await other.goto(body.url);
    await other.waitForURL('**/dashboard/settings/webhooks');
    await other.getByRole('link', { name: 'Webhooks' }).waitFor();
    for (const name of ['Apps', 'API keys', 'Team', 'Audit log', 'Your account']) {
      expect(await other.getByRole('link', { name, exact: true }).count()).toBe(0);
    }
    for (const page of ['team', 'keys']) {
      await journey.open(page, other);
      await other.getByRole('heading', { name: /: not for visits by a link$/ }).waitFor();
    }
    await journey.open('account', other);
    await other.getByText('Visitors have no account here').waitFor();
    await expectAccessible(other);
  });
});
