import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { createWebhook } from '../support/samples.ts';
import { type CreatedWebhook, type Page as Rows, SECRET } from '../support/shapes.ts';
import { ADMIN } from '../support/start-server.ts';
import { Keyboard } from './keyboard.ts';
import { logJourney, ONCE } from './log-journey.ts';

// Nobody here has a mouse: no click, and no field is filled but by keys.

const LIST = '/dashboard/settings/webhooks';
/** The focus goes into dialogs that are still moving. */
const log = logJourney({ motion: true });
let page: Page;
let keys: Keyboard;
beforeEach(() => {
  ({ page } = log);
  keys = new Keyboard(page);
});

/** A page that was just loaded, past its navigation. */
async function open(path: string): Promise<void> {
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
  await keys.skip();
}

describe('by the keyboard alone', () => {
  test('a webhook is created in five steps, and tested from its page', async () => {
    await open(LIST);
    await keys.pressOn('link', 'Use my own URL');
    await keys.untilOn('heading', 'Where do events go?');
    await keys.pressOn('button', 'Continue');
    // What is wrong is gone to, and read.
    await keys.untilOn('textbox', 'URL');
    await page.locator(':focus[aria-invalid="true"][aria-describedby]').waitFor();
    await keys.type(log.receiver.url);
    await keys.tabTo('textbox', 'Name');
    await keys.type('Desk');
    await keys.press('Enter');

    await keys.untilOn('heading', 'Which events?');
    await keys.pressOn('button', 'Continue');
    await keys.untilOn('searchbox', 'Search events');
    await keys.type('opened');
    await keys.pressOn('checkbox', /^email\.opened/, { key: 'Space' });
    await keys.untilTold('1 event selected.');
    await keys.tabTo('searchbox', 'Search events', { back: true });
    await keys.press('Escape');
    await keys.pressOn('button', /^Campaign/);
    await keys.pressOn('checkbox', 'All events of Campaign', { key: 'Space' });
    await keys.pressOn('checkbox', /^campaign\.paused/, { key: 'Space' });
    await keys.untilTold('3 events selected.');
    await keys.pressOn('button', 'Continue');

    await keys.untilOn('heading', 'All of them, or some?');
    await keys.tabTo('combobox', 'Contact tag');
    await keys.type('vip');
    await page.getByRole('option', { name: 'vip' }).waitFor();
    await keys.press('ArrowDown', 'Enter');
    // Past the JSON, which keeps nobody.
    await keys.pressOn('button', 'Test filter');
    await keys.untilTold(/Example (passes|does not pass)/);
    await keys.untilOn('button', 'Test filter');
    await keys.pressOn('button', 'Continue');

    await keys.untilOn('heading', 'Security and retries');
    await keys.tabTo('textbox', 'Timeout');
    await keys.press('ArrowUp');
    await keys.pressOn('switch', 'Retry failed deliveries', { key: 'Space' });
    await keys.tabTo('radio', 'Snapshot');
    await keys.press('ArrowDown');
    await keys.untilOn('radio', 'Thin');
    await keys.pressOn('button', 'Continue');

    await keys.untilOn('heading', 'Review and create');
    await keys.pressOn('button', 'Send a test');
    await page.getByRole('region', { name: 'Test', exact: true }).getByText('Succeeded').waitFor();
    await keys.untilOn('button', 'Test again');
    await keys.pressOn('button', 'Create webhook');
    await keys.untilOn('heading', 'Desk is ready');
    await keys.pressOn('button', 'Copy the secret');
    await keys.untilTold(/^Copied$/);
    await expect.poll(() => log.copied()).toMatch(SECRET);
    await keys.untilOn('button', 'Copy the secret');

    const [made] = (await log.api.get<Rows<CreatedWebhook>>('/webhooks')).body.data;
    log.webhook = made!;
    expect(made).toMatchObject({
      name: 'Desk',
      timeout_seconds: 6,
      payload_style: 'thin',
      retry: { enabled: false },
    });
    expect(JSON.stringify(made)).toContain('"object.tags":["vip"]');
    await keys.pressOn('link', 'Open the webhook');
    await keys.untilOn('heading', /^Desk/);
    await keys.pressOn('link', 'Test');
    await keys.untilOn('heading', 'Test');
    await keys.pressOn('button', 'Send test event');
    await page.getByRole('region', { name: 'Result' }).getByText('Succeeded').waitFor();
    await keys.untilOn('button', 'Send test event');
    expect(log.receiver.arrivals).toHaveLength(2);
  });

  test('a webhook is tested, rolled, paused and deleted from the menu of its row', async () => {
    await log.makeWebhook({ ...ONCE, events: ['tag.*'] });
    const other = await createWebhook(log.api, { name: 'Lake', url: log.receiver.url });
    await open(LIST);
    await keys.tabTo('button', 'Actions for Ledger');
    await keys.choose('Test');
    const tested = page.getByRole('dialog', { name: 'Test Ledger' });
    await tested.getByRole('button', { name: 'Send test event' }).waitFor();
    await keys.expectTrapped(tested);
    await keys.pressOn('button', 'Send test event');
    await tested.getByText('Succeeded').waitFor();
    await keys.untilOn('button', 'Send test event');
    await keys.press('Escape');
    await keys.untilOn('button', 'Actions for Ledger');

    await keys.choose('Roll secret');
    await keys.untilOn('textbox', 'Overlap in hours');
    await keys.press('Control+a');
    await keys.type('169');
    await keys.press('Enter');
    await page.getByText('Whole hours from 0 to 168.').waitFor();
    await keys.untilOn('textbox', 'Overlap in hours');
    await keys.press('Control+a');
    await keys.type('1');
    await keys.pressOn('button', 'Roll secret');
    const rolled = page.getByRole('dialog', { name: 'The new secret' });
    await rolled.getByText('Save this now').waitFor();
    await keys.expectTrapped(rolled);
    await keys.pressOn('button', 'Copy the new secret');
    await expect.poll(() => log.copied()).toMatch(SECRET);
    await keys.press('Escape'); // which does not lose it
    await keys.pressOn('button', 'Done');
    await keys.untilOn('button', 'Actions for Ledger');

    await keys.choose('Pause');
    await keys.untilTold('Ledger is paused');
    await keys.untilOn('button', 'Actions for Ledger');
    await keys.choose('Delete');
    await keys.untilOn('button', 'Cancel');
    await keys.press('Escape');
    await keys.untilOn('button', 'Actions for Ledger');
    await keys.choose('Delete');
    await keys.untilOn('button', 'Cancel');
    await keys.pressOn('button', 'Delete webhook');
    await keys.untilTold('Ledger was deleted');
    await keys.untilOn('table', 'Webhooks');
    await keys.tabTo('link', 'Lake', { most: 1 });
    await log.api.delete(`/webhooks/${other.id}`);
  });

  test('the secret of a webhook is shown by the password, and rolled on its page', async () => {
    await log.makeWebhook(ONCE);
    const { secret } = log.webhook;
    await open(`${LIST}/${log.webhook.id}`);
    await keys.pressOn('button', 'Show');
    await keys.untilOn('textbox', 'Your password');
    await keys.press('Enter');
    await page.getByText('Enter your password.').waitFor();
    await keys.untilOn('textbox', 'Your password');
    await keys.type(ADMIN.password);
    await keys.press('Enter');
    await page.getByRole('region', { name: 'Signing' }).getByText(secret).waitFor();
    await keys.untilOn('button', 'Hide');
    await keys.press('Enter');
    await keys.untilOn('button', 'Show');
    await keys.pressOn('button', 'Roll');
    await keys.untilOn('textbox', 'Overlap in hours');
    await keys.pressOn('button', 'Roll secret');
    await page.getByText('Save this now').waitFor();
    await keys.pressOn('button', 'Done');
    await keys.untilOn('button', 'Roll');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await keys.press('Enter');
    await keys.untilOn('textbox', 'Overlap in hours');
    await keys.press('Escape');
    await keys.untilOn('button', 'Roll');
  });
});
