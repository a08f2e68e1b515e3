import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchChromium } from '../browser.ts';
import type { Api } from '../support/api.ts';
import { expectAccessible } from '../support/expect-accessible.ts';
import { type Receiver, startReceiver, status } from '../support/receiver.ts';
import { publish } from '../support/samples.ts';
import { type Page as Rows, SECRET } from '../support/shapes.ts';
import { ADMIN, type Server, startServer } from '../support/start-server.ts';
import { until } from '../support/until.ts';
import { verify } from '../support/verify.ts';
import { Complaints } from './complaints.ts';

let server: Server;
let browser: Browser;
let receiver: Receiver;
let context: BrowserContext;
let page: Page;
let api: Api;
let complaints: Complaints;

beforeAll(async () => {
  [server, browser] = await Promise.all([
    startServer({ settings: { SOURCE_IPS: '203.0.113.7,198.51.100.0/24' } }),
    launchChromium(),
  ]);
  const accounts = await server.api.get<Rows<{ id: string }>>('/accounts');
  api = server.api.forAccount(accounts.body.data[0]!.id);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

beforeEach(async () => {
  receiver = await startReceiver();
  context = await browser.newContext({
    baseURL: server.url,
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
  });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url });
  page = await context.newPage();
  complaints = new Complaints();
  await complaints.watch(page);
  complaints.refuses(401, 'session.me'); // to whoever is not signed in yet
});

afterEach(async () => {
  await context.close();
  await receiver.close();
  expect(complaints.all).toEqual([]);
});

async function signIn(): Promise<void> {
  await page.goto('/sign-in');
  await page.getByRole('textbox', { name: 'E-mail' }).fill(ADMIN.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(ADMIN.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/dashboard/settings/webhooks');
}

const copied = () => page.evaluate(() => navigator.clipboard.readText());

const ignore = async () => undefined;

/** Goes through the steps up to the last click; `look` is called on each. */
async function fillSteps(url: string, look: () => Promise<void> = ignore): Promise<void> {
  const next = page.getByRole('button', { name: 'Continue' });
  await page.getByRole('heading', { name: 'Where do events go?' }).waitFor();
  await look();
  await page.getByRole('textbox', { name: 'URL' }).fill(url);
  await page.getByRole('textbox', { name: 'Name' }).fill('CRM');
  await next.click();
  await page.getByRole('heading', { name: 'Which events?' }).waitFor();
  await page.getByRole('button', { name: 'Select all' }).click();
  await look();
  await next.click();
  await page.getByRole('heading', { name: 'All of them, or some?' }).waitFor();
  await page.getByRole('textbox', { name: 'Filter as JSON' }).waitFor();
  await look();
  await next.click();
  await page.getByRole('heading', { name: 'Security and retries' }).waitFor();
  await page.getByRole('button', { name: 'Copy the source IPs' }).click();
  expect(await copied()).toBe('203.0.113.7, 198.51.100.0/24');
  await look();
  await next.click();
  await page.getByRole('heading', { name: 'Review and create' }).waitFor();
  await look();
  await page.getByRole('button', { name: 'Create webhook' }).click();
}

/** Makes a webhook to the receiver and answers the secret as it was copied. */
async function createWebhook(look: () => Promise<void> = ignore): Promise<string> {
  await fillSteps(receiver.url, look);
  await page.getByRole('heading', { name: 'CRM is ready' }).waitFor();
  await look();
  await page.getByRole('button', { name: 'Copy the secret' }).click();
  return copied();
}

/** The newest row of the delivery log. */
function newestRow(): Locator {
  return page
    .getByRole('table', { name: /^Deliveries/ })
    .getByRole('row')
    .filter({ hasText: 'tag.created' })
    .first();
}

function rowShows(text: RegExp): Promise<string> {
  return until(
    () =>
      newestRow()
        .innerText()
        .catch(() => ''),
    (shown) => text.test(shown),
    { what: `the newest row shows ${text}` },
  );
}

describe('the first webhook', () => {
  test('takes a newcomer from the empty list to a delivered event, by the built-in receiver', async () => {
    await signIn();
    await page.getByRole('link', { name: 'Create a webhook to the built-in receiver' }).click();
    await page.getByRole('heading', { name: 'Review and create' }).waitFor();
    await page.getByRole('button', { name: 'Edit Basics' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('My receiver');
    await page.reload();
    await page.getByRole('textbox', { name: 'Name' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('My receiver');
    for (const question of ['Which events?', 'All of them, or some?', 'Security and', 'Review and create']) {
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByRole('heading', { name: question }).waitFor();
    }
    await page.getByRole('button', { name: 'Create webhook' }).dblclick();
    await page.getByRole('heading', { name: 'My receiver is ready' }).waitFor();
    await page.getByRole('link', { name: 'Open the test receiver' }).waitFor();
    // Nobody loses a secret that was not copied by a step back; and over it, that closes the dialog alone.
    await page.goBack();
    const question = page.getByRole('dialog', { name: 'Leave without the secret?' });
    await question.getByText('Later it is shown only to people who enter their password.').waitFor();
    await question.getByRole('button', { name: 'Stay' }).click();
    await page.getByRole('button', { name: 'Send example event' }).click();
    await page.getByRole('dialog', { name: 'Send example event' }).waitFor();
    await page.goBack();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: 'My receiver is ready' }).waitFor();
    await page.getByRole('button', { name: 'Send example event' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Send example event' }).click();
    await page
      .getByRole('table', { name: /^Deliveries/ })
      .getByText('204')
      .filter({ visible: true })
      .waitFor();
    await page.getByRole('link', { name: 'Test receiver' }).click();
    await page
      .getByRole('list', { name: /^What arrived/ })
      .getByText('Verified')
      .waitFor();
    await page.getByRole('link', { name: 'New URL' }).click();
    await page.getByText('Nothing has arrived yet').waitFor();
    const saved = (words: string) =>
      page.waitForResponse(
        (response) =>
          response.url().includes('play.setAnswer') && (response.request().postData() ?? '').includes(words),
      );
    // However late the first choice gets through, the last one holds.
    await page.route(/play\.setAnswer/, (route) => sleep(300).then(() => route.continue()), { times: 1 });
    const both = Promise.all([saved('"delay_ms":0'), saved('"delay_ms":2000')]);
    await page.getByRole('combobox', { name: 'Answer with' }).selectOption('200');
    await page.getByRole('combobox', { name: 'When' }).selectOption('2000');
    await both;
    await page.getByRole('textbox', { name: 'Body' }).fill('thank you');
    const kept = saved('thank you');
    await page.getByRole('combobox', { name: 'When' }).focus();
    // What is typed while that is saved stays in the field.
    await page.getByRole('textbox', { name: 'Body' }).pressSequentially(' all');
    await kept;
    expect(await page.getByRole('textbox', { name: 'Body' }).inputValue()).toBe('thank you all');
    const all = saved('thank you all');
    await page.getByRole('combobox', { name: 'When' }).focus();
    await all;
    const own = await page.getByText(/\/play\/acct_/).innerText();
    const sentAt = performance.now();
    const answer = await fetch(own, { method: 'POST', body: '{}' });
    expect([answer.status, await answer.text()]).toEqual([200, 'thank you all']);
    expect(performance.now() - sentAt).toBeGreaterThan(1_900);
    await page
      .getByRole('list', { name: /^What arrived/ })
      .getByText('Unknown')
      .waitFor();
    await expectAccessible(page);
    const { body } = await api.get<Rows<{ id: string }>>('/webhooks');
    expect(body.data).toHaveLength(1);
    for (const { id } of body.data) await api.delete(`/webhooks/${id}`);
  });

  test('is made in the console, delivers an event, and shows it without a reload', async () => {
    await page.goto('/sign-in');
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await expectAccessible(page);
    await signIn();
    await page.getByRole('link', { name: 'Use my own URL' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Use my own URL' }).click();
    const secret = await createWebhook(() => expectAccessible(page));
    expect(secret).toMatch(SECRET);
    const { body: made } = await api.get<Rows<{ id: string }>>('/webhooks');
    const screen = page.getByRole('region', { name: 'Webhook created' });
    await screen.getByText(made.data[0]!.id, { exact: true }).waitFor();
    await screen.getByRole('button', { name: 'Copy the id' }).click();
    expect(await copied()).toBe(made.data[0]!.id);
    const quickstart = await screen.getByRole('link', { name: 'Read the quickstart' }).getAttribute('href');
    expect(await (await page.request.get(quickstart!)).text()).toContain('<title>Quickstart');
    await page.getByRole('link', { name: 'Open the webhook' }).click();
    const configuration = page.getByRole('region', { name: 'Configuration' });
    await configuration.getByText('203.0.113.7, 198.51.100.0/24').waitFor();
    await page.getByText('No deliveries yet').waitFor();
    expect(await page.content()).not.toContain(secret);
    await expectAccessible(page);

    await page.evaluate(() => (document.title = `${document.title} (not reloaded)`));
    receiver.next(status(200, { 'x-answer': '42' }, '{"thanks":true}'));
    const event = await publish(api);
    const shown = await rowShows(/200/);
    expect(shown).not.toContain('will be retried');
    expect(await page.title()).toContain('(not reloaded)');

    const [arrival] = await receiver.received(1);
    expect(verify(arrival!, secret)).toMatchObject({ id: event.id, type: 'tag.created' });

    await page.getByRole('button', { name: /^View tag\.created/ }).click();
    const request = await page.getByRole('region', { name: 'Request', exact: true }).innerText();
    expect(request).toContain(`POST ${receiver.url}`);
    expect(request).toContain(`webhook-id: ${event.id}`);
    expect(request).toContain(`webhook-signature: ${String(arrival!.headers['webhook-signature'])}`);
    const response = await page.getByRole('region', { name: 'Response', exact: true }).innerText();
    expect(response).toContain('x-answer: 42');
    expect(response).toMatch(/"thanks": true/);
    await expectAccessible(page);
  });

  test('shows a failure as being retried, and "Retry now" succeeds once the receiver is healed', async () => {
    await signIn();
    await page.goto('/dashboard/settings/webhooks/create');
    await createWebhook();
    // Another one begins with nothing filled in; on the way back is what was made.
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: /^Search pages/ }).fill('create webhook');
    await page.getByRole('option', { name: 'Create webhook', selected: true }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Where do events go?' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'URL' }).inputValue()).toBe('');
    await page.goBack();
    await page.getByText('No deliveries yet').waitFor();
    // Further back are its steps: with nothing filled in, none but the first is of use.
    await page.goBack();
    await page.getByRole('heading', { name: 'Where do events go?' }).waitFor();
    expect(new URL(page.url()).search).toBe('');
    await page.goForward();
    await page.getByText('No deliveries yet').waitFor();
    receiver.behaviour = status(500, {}, 'broken');
    const event = await publish(api);
    await rowShows(/500[\s\S]*will be retried/);
    expect(receiver.ofEvent(event.id)).toHaveLength(1);
    await expectAccessible(page);
    receiver.behaviour = status(204);
    await newestRow().getByRole('button', { name: 'Retry tag.created now' }).click();
    expect(await rowShows(/204/)).not.toContain('will be retried');
    expect(receiver.ofEvent(event.id)).toHaveLength(2);
  });

  test('cannot be made at an address that is refused, and what was filled in is still there', async () => {
    complaints.refuses(422, 'webhooks.create');
    await signIn();
    await page.goto('/dashboard/settings/webhooks/create');
    await fillSteps('http://10.0.0.1/hooks');
    await page.getByRole('heading', { name: 'Where do events go?' }).waitFor();
    await page
      .getByText(/Endpoint must be a valid HTTPS URL/)
      .first()
      .waitFor();
    expect(await page.getByRole('textbox', { name: 'URL' }).inputValue()).toBe('http://10.0.0.1/hooks');
    expect(await page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('CRM');
    await page.locator('input[type="url"]:focus').waitFor();
    await expectAccessible(page);
    await page.reload();
    expect(await page.getByRole('textbox', { name: 'URL' }).inputValue()).toBe('http://10.0.0.1/hooks');
    // Nor is it lost to who looks at something else meanwhile, unasked.
    const question = page.getByRole('dialog', { name: 'Leave without saving?' });
    await page.getByRole('link', { name: 'Events', exact: true }).click();
    await question.getByRole('button', { name: 'Stay' }).click();
    expect(await page.getByRole('textbox', { name: 'URL' }).inputValue()).toBe('http://10.0.0.1/hooks');
    await page.getByRole('textbox', { name: 'URL' }).fill('https://user:pw@example.com/');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText(/Put credentials into a custom header/).waitFor();
    await page.getByRole('link', { name: 'Cancel' }).click();
    await question.getByRole('button', { name: 'Leave' }).click();
    await page.waitForURL('**/dashboard/settings/webhooks');
    await page.goto('/dashboard/settings/webhooks/create');
    expect(await page.getByRole('textbox', { name: 'URL' }).inputValue()).toBe('');
  });
});

describe('an endpoint that has to prove itself', () => {
  test('is told what it answered at the field, and becomes a webhook that is pinged once it does', async () => {
    complaints.refuses(422, 'webhooks.create');
    const choose = async () => {
      const box = page.getByRole('checkbox', { name: /prove itself first/ });
      if (!(await box.isVisible())) return;
      await box.check();
      await page.getByRole('checkbox', { name: 'Send a ping when created' }).check();
    };
    await signIn();
    await page.goto('/dashboard/settings/webhooks/create');
    await fillSteps(receiver.url, choose);
    await page.getByRole('heading', { name: 'Security and retries' }).waitFor();
    await page
      .getByText(/Endpoint answered 204 with an empty body/)
      .first()
      .waitFor();
    expect(await page.getByRole('checkbox', { name: /prove itself first/ }).isChecked()).toBe(true);
    await expectAccessible(page);
    receiver.next((response, { body }) => {
      response.end((JSON.parse(body.toString()) as { challenge: string }).challenge);
    });
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Create webhook' }).click();
    await page.getByRole('heading', { name: 'CRM is ready' }).waitFor();
    const [, , ping] = await receiver.received(3);
    expect(ping!.headers['x-tidings-event']).toBe('webhook.ping');
    // The secret is shown once; the address leads to the webhook from now on.
    await page.reload();
    await page.getByRole('heading', { name: /^CRM/, level: 1 }).waitFor();
  });
});

describe('signing in', () => {
  test('with a wrong password says so, keeps the e-mail, and lets nobody in', async () => {
    complaints.refuses(401, 'sign-in/email');
    await page.goto('/sign-in');
    await page.getByRole('textbox', { name: 'E-mail' }).fill(ADMIN.email);
    await page.getByRole('textbox', { name: 'Password' }).fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await until(
      () => page.getByRole('alert').innerText(),
      (text) => text.trim() !== '',
      { what: 'the alert' },
    );
    expect(await page.getByRole('textbox', { name: 'E-mail' }).inputValue()).toBe(ADMIN.email);
    await expectAccessible(page);
    await page.goto('/dashboard/settings/webhooks');
    await page.waitForURL('**/sign-in**');
  });

  test('at another address than PUBLIC_URL says so, and leads to where it can be done', async () => {
    complaints.refuses(403, 'sign-in/email', 'invitation/show');
    const home = `http://localhost:${server.port}`;
    const elsewhere = `http://tidings.localhost:${server.port}`;
    await page.goto(`${elsewhere}/accept-invitation#tidings-has-sent-this-to-nobody`);
    await page.getByRole('heading', { name: 'The invitation could not be read' }).waitFor();
    await page.getByText(`or set PUBLIC_URL to ${elsewhere} and start the server again.`).waitFor();
    await page.goto(`${elsewhere}/sign-in?next=%2Fplay`);
    await page.getByRole('textbox', { name: 'E-mail' }).fill(ADMIN.email);
    await page.getByRole('textbox', { name: 'Password' }).fill(ADMIN.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').getByText('The server takes nothing from this address.').waitFor();
    await expectAccessible(page);
    await page.getByRole('alert').getByRole('link', { name: home }).click();
    await page.waitForURL(`${home}/sign-in?next=%2Fplay`);
  });
});
