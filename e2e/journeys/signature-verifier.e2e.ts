import type { Page } from 'playwright-core';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { beforeEach, expect, test } from 'vitest';
import { expectAccessible } from '../support/expect-accessible.ts';
import type { Attempt, CreatedWebhook, Page as Rows } from '../support/shapes.ts';
import { logJourney, ONCE } from './log-journey.ts';

const log = logJourney();
let page: Page;
beforeEach(async () => {
  ({ page } = log);
  await log.makeWebhook(ONCE);
});

const field = (name: 'Headers' | 'Body' | 'Secret') => page.getByRole('textbox', { name });

async function verdictOn(secret: string): Promise<string> {
  await field('Secret').fill(secret);
  await page.getByRole('button', { name: 'Verify', exact: true }).click();
  const verdict = page.getByRole('heading', { name: /erified: / });
  await verdict.waitFor();
  return verdict.innerText();
}

test('a delivery leads to the verifier with its headers and body, and any secret is told right or wrong', async () => {
  const delivery = await log.deliver();
  await log.openLog(`?delivery=${delivery.id}`);
  await page.getByRole('link', { name: 'Verify the signature' }).click();
  await page.getByRole('heading', { name: 'Verify a signature', level: 1 }).waitFor();
  await page.getByText('Filled in with what attempt 1').waitFor();
  expect(await field('Headers').inputValue()).toContain(`webhook-id: ${delivery.event_id}`);
  expect(JSON.parse(await field('Body').inputValue())).toMatchObject({ id: delivery.event_id });
  await expectAccessible(page);

  expect(await verdictOn('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')).toContain('signed with another secret');
  await page.getByText('Signature verification failed. Check your secret key.').waitFor();
  await page.getByText(`The secret of this webhook is ${log.webhook.secret_hint}`).waitFor();
  await expectAccessible(page);
  expect(await verdictOn(`"${log.webhook.secret}"`)).toContain('no signing secret');
  const asked = page.waitForRequest('**/trpc/signatures.verify*');
  expect(await verdictOn(log.webhook.secret)).toContain('Verified');
  // To the second, as it was filled in.
  const { body: attempts } = await log.api.get<Rows<Attempt>>(`/deliveries/${delivery.id}/attempts`);
  expect((await asked).postDataJSON()).toMatchObject({ received_at: attempts.data[0]?.started_at });
  await expectAccessible(page);

  // The verdict is about what was there, not about what is being typed.
  await field('Body').fill(JSON.stringify(JSON.parse(await field('Body').inputValue()), null, 2));
  expect(await page.getByRole('heading', { name: /erified: / }).count()).toBe(0);
  expect(await verdictOn(log.webhook.secret)).toContain('not the one that was signed');

  // What was sent is known, which a signature does not tell from another secret.
  await field('Body').fill('{"id":"evt_1"}');
  expect(await verdictOn(log.webhook.secret)).toContain('the body is not the one that was sent');
  await field('Headers').fill(
    (await field('Headers').inputValue()).replace(/(timestamp: )\d+/, '$11700000000'),
  );
  await expect(verdictOn(log.webhook.secret)).resolves.toMatch(/the body and the webhook-timestamp are not/);
  await expectAccessible(page);

  // Neither in the address nor in what the browser keeps.
  const kept = await page.evaluate(() =>
    JSON.stringify([location.href, history.state, { ...sessionStorage }, { ...localStorage }]),
  );
  expect(kept).not.toContain(log.webhook.secret.slice(6));

  // A secret that ended is kept nowhere either; since when there is another one is known.
  const rolled = await log.api.post<CreatedWebhook>(`/webhooks/${log.webhook.id}/roll_secret`, {
    overlap_hours: 0,
  });
  await page.reload();
  await page.getByText(`the present one, ${rolled.body.secret_hint}, is newer`).waitFor();
  expect(await verdictOn(rolled.body.secret)).toContain('signed with an earlier secret');
  await page.getByText(/was rolled after this was sent, on /).waitFor();
  expect(await verdictOn(log.webhook.secret)).toContain('Verified');
});

test('is found in the navigation and at the secret of a webhook, and says what is missing', async () => {
  await page.goto(`/dashboard/settings/webhooks/${log.webhook.id}`);
  const inSection = page
    .getByRole('region', { name: 'Signing' })
    .getByRole('link', { name: 'Verify a signature' });
  await inSection.click();
  await page.getByText(`Of this webhook it is ${log.webhook.secret_hint}`).waitFor();
  await page.getByRole('navigation').getByRole('link', { name: 'Verify a signature' }).click();
  await page.waitForURL('**/dashboard/settings/webhooks/verify');
  await page.getByRole('button', { name: 'Verify', exact: true }).click();
  await page.getByText('Paste the headers of the request.').waitFor();
  await page.getByText('Enter the secret, or the public key.').waitFor();
  await expectAccessible(page);
  await field('Headers').fill('webhook-id: evt_1');
  await page.getByRole('link', { name: 'Events', exact: true }).click();
  const question = page.getByRole('dialog', { name: 'Leave without the verdict?' });
  await question.getByRole('button', { name: 'Stay' }).click();
  await question.waitFor({ state: 'detached' });
  expect(await verdictOn(log.webhook.secret)).toContain('a header is missing');
  await page.getByText('Missing header: webhook-timestamp, webhook-signature.').waitFor();

  // As it was kept in some queue before it was verified.
  const sent = new Date(Date.now() - 600_000);
  const signature = new StandardWebhook(log.webhook.secret).sign('evt_1', sent, '{"id":"evt_1"}');
  await field('Headers').fill(
    `webhook-id: evt_1\nwebhook-timestamp: ${Math.floor(sent.getTime() / 1_000)}\nwebhook-signature: ${signature}`,
  );
  await field('Body').fill('{"id":"evt_1"}');
  expect(await verdictOn(log.webhook.secret)).toContain('Not verified: right, but too old');
  await page.getByText(/^The signature is right, but its timestamp is 60\d seconds old\.$/).waitFor();
});
