import type { Locator, Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { expectAccessible } from '../support/expect-accessible.ts';
import { SECRET } from '../support/shapes.ts';
import { ADMIN } from '../support/start-server.ts';
import { verify } from '../support/verify.ts';
import { staysOpen } from './held-dialog.ts';
import { logJourney, ONCE } from './log-journey.ts';

const log = logJourney();
let page: Page;
beforeEach(async () => {
  ({ page } = log);
  await log.makeWebhook(ONCE);
});

const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
const signing = (): Locator => page.getByRole('region', { name: 'Signing' });

async function openWebhook(): Promise<void> {
  await page.goto(`/dashboard/settings/webhooks/${log.webhook.id}`);
  await button('Roll').waitFor();
}

async function ask(password: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Your password' }).fill(password);
  await button('Show the secret').click();
}

describe('the secret of a webhook', () => {
  test('is masked, shown by the password, copied, and hidden again', async () => {
    await openWebhook();
    const { secret } = log.webhook;
    expect(await signing().innerText()).toContain(secret.slice(-3));
    expect(await page.content()).not.toContain(secret);
    await button('Show').click();
    await expectAccessible(page);
    log.complaints.refuses(403, 'webhooks.revealSecret');
    await ask('not the password');
    await page.getByText('This is not your password.').waitFor();
    await ask(ADMIN.password);
    await signing().getByText(secret).waitFor();
    await expectAccessible(page);
    await signing().getByRole('button', { name: 'Copy the secret' }).click();
    expect(await log.copied()).toBe(secret);
    await button('Hide').click();
    await signing().getByText(secret).waitFor({ state: 'detached' });
  });

  test('hides by itself after a minute, and when the page is left', async () => {
    await page.clock.install();
    await openWebhook();
    const { secret } = log.webhook;
    await button('Show').click();
    await ask(ADMIN.password);
    await signing().getByText(secret).waitFor();
    await page.clock.fastForward(61_000);
    await signing().getByText(secret).waitFor({ state: 'detached' });

    await button('Show').click();
    await ask(ADMIN.password);
    await signing().getByText(secret).waitFor();
    await page.getByRole('link', { name: 'Events' }).click();
    await page.getByRole('heading', { name: 'Events', level: 1 }).waitFor();
    await page.goBack();
    await button('Show').waitFor();
    expect(await page.content()).not.toContain(secret);
  });

  test('is not offered where the operator lets nobody see it again', async () => {
    log.complaints.losesServer();
    await log.server.restart({ settings: { SECRET_REVEAL: 'never' } });
    try {
      await openWebhook();
      expect(await button('Show').count()).toBe(0);
      await button('Roll').click();
      await button('Roll secret').click();
      await page.getByText('Save this now: the secret is shown only once').waitFor();
      await button('Copy the new secret').click();
      await button('Done').click();

      // What is new is asked about before it is left, until it was copied.
      await page.goto('/dashboard/settings/webhooks/create?receiver=true&step=review');
      await button('Create webhook').click();
      await page.getByText('Save this now: the secret is shown only once').waitFor();
      const leave = page.getByRole('link', { name: 'Open the webhook' });
      await leave.click();
      await page.getByRole('heading', { name: 'Leave without the secret?' }).waitFor();
      await expectAccessible(page);
      await button('Stay').click();
      // Over plain http there is no clipboard but by what is selected; and that can fail as well.
      await page.evaluate(() => {
        Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true });
        document.execCommand = () => false;
      });
      await button('Copy the secret').click();
      await page.getByRole('alert').getByText('The text is selected: press Ctrl C').waitFor();
      expect(await page.evaluate(() => String(document.getSelection()))).toMatch(SECRET);
      await leave.click();
      await button('Stay').click();
      await page.evaluate(() => Reflect.deleteProperty(document, 'execCommand'));
      await button('Copy the secret').click();
      await page.getByRole('status').getByText('Copied').waitFor();
      await page.evaluate(() => Reflect.deleteProperty(navigator, 'clipboard'));
      expect(await log.copied()).toMatch(SECRET);
      await leave.click();
      await signing().waitFor();
      const made = new URL(page.url()).pathname.split('/').at(-1);
      expect((await log.api.delete(`/webhooks/${made}`)).status).toBe(204);
    } finally {
      await log.server.restart({ settings: { SECRET_REVEAL: 'reauth' } });
    }
  });
});

describe('rolling the secret', () => {
  test('shows the new one once, and until when the old one signs beside it', async () => {
    await openWebhook();
    await button('Roll').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/for 24 hours, until/).waitFor();
    await expectAccessible(page);
    await button('3 days').click();
    await dialog.getByText(/for 72 hours, until/).waitFor();
    await dialog.getByRole('textbox', { name: 'Overlap in hours' }).fill('169');
    await button('Roll secret').click();
    await dialog.getByText('Whole hours from 0 to 168.').waitFor();
    await button('1 hour').click();
    await button('Roll secret').click();
    await dialog.getByText('Save this now').waitFor();
    await expectAccessible(page);
    await button('Copy the new secret').click();
    const secret = await log.copied();
    expect(secret).toMatch(SECRET);
    // Not lost by a click beside it.
    await page.mouse.click(5, 5);
    await page.keyboard.press('Escape');
    await dialog.getByText(secret).waitFor();
    await button('Done').click();
    await dialog.waitFor({ state: 'detached' });
    expect(await page.content()).not.toContain(secret);
    const shown = await signing().innerText();
    expect(shown).toContain(secret.slice(-3));
    expect(shown).toMatch(
      new RegExp(`${log.webhook.secret.slice(-3).replace(/\W/g, '.')}\\s+signs until .*, (59 min|1 h)`),
    );

    await log.deliver();
    const [arrival] = await log.receiver.received(1);
    for (const each of [secret, log.webhook.secret]) verify(arrival!, each);
  });

  test('from the menu of a row ends a secret that leaked at once', async () => {
    await page.goto('/dashboard/settings/webhooks');
    await button('Actions for Ledger').click();
    await page.getByRole('menuitem', { name: 'Roll secret' }).click();
    await button('None').click();
    await page.getByText('For a secret that leaked').waitFor();
    await staysOpen(page, 'trpc/webhooks.rollSecret', () => button('Roll and end at once').click());
    await page.getByText('It alone signs, from the next attempt on.').waitFor();
    await button('Copy the new secret').click();
    const secret = await log.copied();
    await button('Done').click();
    await log.deliver();
    const [arrival] = await log.receiver.received(1);
    verify(arrival!, secret);
    expect(() => verify(arrival!, log.webhook.secret)).toThrow();
  });
});

test('the signature scheme is chosen in the form, and Ed25519 brings a public key and its set', async () => {
  await page.goto(`/dashboard/settings/webhooks/${log.webhook.id}/edit`);
  const schemes = page.getByRole('radiogroup', { name: 'Signature scheme' });
  await schemes.getByText('Adds X-Tidings-Signature: t=…,v1=….').waitFor();
  await schemes.getByRole('radio', { name: 'Ed25519' }).check();
  await expectAccessible(page);
  await button('Save changes').click();
  await signing().getByText('Adds v1a,… to webhook-signature.').waitFor();
  await button('Copy the public key').click();
  const key = await log.copied();
  expect(key).toMatch(/^whpk_/);
  const link = signing().getByRole('link', { name: /jwks\.json$/ });
  const jwks = await page.request.get((await link.getAttribute('href')) ?? '');
  const x = Buffer.from(key.slice('whpk_'.length), 'base64').toString('base64url');
  expect(await jwks.json()).toMatchObject({ keys: [{ kty: 'OKP', crv: 'Ed25519', x }] });
});
