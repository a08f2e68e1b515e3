import type { Page } from 'playwright-core';
import type { Picture } from './picture.ts';

const SETTINGS = '/dashboard/settings';
const EVENTS = '/dashboard/events';

const plain = (name: string, route: string, query = ''): Picture => ({
  name,
  route,
  viewer: 'admin',
  path: () => `${route}${query}`,
});

/** Presses the first button or link of a name, and waits for the dialog that it opens. */
const opening = (name: string | RegExp) => ({
  floats: true,
  act: async (page: Page) => {
    await page.getByRole('button', { name }).first().click();
    await page.getByRole('dialog').waitFor();
  },
});

/** States of what is not about one webhook. */
export const OTHER_STATES: Picture[] = [
  {
    ...plain('sign-in-refused', '/sign-in'),
    viewer: 'nobody',
    refuses: [
      [401, 'session.me'],
      [401, 'sign-in/email'],
    ],
    act: async (page) => {
      await page.getByRole('textbox', { name: 'E-mail' }).fill('grace@example.com');
      await page.getByRole('textbox', { name: 'Password' }).fill('not the password');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('alert').filter({ hasText: /\S/ }).waitFor();
    },
  },
  { ...plain('portal-question', '/portal'), path: ({ portalLink }) => portalLink() },
  {
    ...plain('accept-invitation-used', '/accept-invitation'),
    viewer: 'nobody',
    path: () => `/accept-invitation#${'nothing'.repeat(6)}`,
    refuses: [
      [401, 'session.me'],
      [404, 'invitation/show'],
    ],
  },
  {
    ...plain('navigation', EVENTS),
    floats: true,
    act: async (page) => {
      const burger = page.getByRole('button', { name: 'Open navigation' });
      if (!(await burger.isVisible())) return;
      await burger.click();
      await page.getByRole('dialog').waitFor();
    },
  },
  { ...plain('events-row', EVENTS), path: ({ event }) => `${EVENTS}?event=${event.id}` },
  { ...plain('events-viewer', EVENTS), viewer: 'viewer' },
  { ...plain('events-empty', EVENTS), viewer: 'newcomer' },
  {
    ...plain('events-replay', EVENTS, '?replay=new'),
    floats: true,
    act: async (page) => {
      const panel = page.getByRole('dialog', { name: 'Replay events' });
      await panel.getByText('Last hour').click();
      await panel.getByRole('button', { name: 'Preview' }).click();
      await panel
        .getByRole('status')
        .getByText(/deliver/)
        .waitFor();
    },
  },
  { ...plain('event-type', `${SETTINGS}/webhooks/events`, '?type=email.bounced') },
  {
    ...plain('verify-failed', `${SETTINGS}/webhooks/verify`),
    act: async (page) => {
      await page
        .getByRole('textbox', { name: 'Headers' })
        .fill(
          'webhook-id: evt_1\nwebhook-timestamp: 1795328255\nwebhook-signature: v1,Odn0c9rp1yRzQ0BZ2g4cptk1YAix3mB',
        );
      await page.getByRole('textbox', { name: 'Body' }).fill('{"id": "evt_1"}');
      await page.getByRole('textbox', { name: 'Secret' }).fill('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
      await page.getByRole('button', { name: 'Verify', exact: true }).click();
      await page.getByRole('heading', { name: /erified: / }).waitFor();
    },
  },
  {
    ...plain('audit-row', `${SETTINGS}/audit`),
    act: async (page) => {
      await page
        .getByRole('button', { name: /^View webhook\.updated/ })
        .first()
        .click();
      await page.getByRole('region', { name: 'What changed' }).waitFor();
    },
  },
  { ...plain('audit-viewer', `${SETTINGS}/audit`), viewer: 'viewer' },
  { ...plain('apps-install', `${SETTINGS}/apps`), ...opening('Install app') },
  { ...plain('team-invite', `${SETTINGS}/team`), ...opening('Invite') },
  { ...plain('account-second-factor', `${SETTINGS}/account`), ...opening('Turn on') },
  { ...plain('keys-empty', `${SETTINGS}/keys`), viewer: 'newcomer' },
  { ...plain('notifications-none', `${SETTINGS}/notifications`), viewer: 'newcomer' },
  {
    ...plain('keys-created', `${SETTINGS}/keys/create`),
    act: async (page) => {
      await page.getByRole('textbox', { name: 'Name' }).fill('Reporting');
      await page.getByRole('button', { name: 'Read only' }).click();
      await page.getByRole('button', { name: 'Create key' }).click();
      await page.getByText('Save this now: the key is shown only once').waitFor();
    },
  },
];
