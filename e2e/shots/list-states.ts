import type { Page } from 'playwright-core';
import type { Picture, Viewer } from './picture.ts';

const route = '/dashboard/settings/webhooks';

const at =
  (query: string): Picture['path'] =>
  () =>
    `${route}${query}`;
const admin: Pick<Picture, 'route' | 'viewer'> = { route, viewer: 'admin' };

const menuOf = (page: Page, webhook: string) =>
  page.getByRole('table').getByRole('button', { name: `Actions for ${webhook}` });

/** Chooses something in the menu of a row. */
async function choose(page: Page, webhook: string, item: string): Promise<void> {
  await menuOf(page, webhook).click();
  await page.getByRole('menuitem', { name: item }).click();
  await page.getByRole('dialog').waitFor();
}

/** The same page for somebody else. */
const seenBy = (viewer: Viewer, name: string): Picture => ({ route, viewer, name, path: at('') });

/** The overview and what opens on it. */
export const LIST_STATES: Picture[] = [
  seenBy('newcomer', 'webhooks-empty'),
  seenBy('visitor', 'webhooks-portal'),
  seenBy('viewer', 'webhooks-viewer'),
  { ...admin, name: 'webhooks-cards', path: at('?view=cards&sort=volume') },
  { ...admin, name: 'webhooks-filtered', path: at('?status=failing,inactive&category=Email') },
  { ...admin, name: 'webhooks-nothing-found', path: at('?q=nowhere') },
  {
    ...admin,
    name: 'webhooks-menu',
    path: at(''),
    floats: true,
    act: async (page) => {
      await menuOf(page, 'Billing ledger').click();
      await page.getByRole('menuitem', { name: 'Delete' }).waitFor();
    },
  },
  {
    ...admin,
    name: 'webhooks-delete',
    path: at(''),
    floats: true,
    act: (page) => choose(page, 'Billing ledger', 'Delete'),
  },
  {
    ...admin,
    name: 'webhooks-roll',
    path: at(''),
    floats: true,
    act: (page) => choose(page, 'Billing ledger', 'Roll secret'),
  },
  {
    ...admin,
    name: 'panel',
    path: ({ webhooks }) => `${route}?webhook=${webhooks.flaky}`,
    floats: true,
  },
  {
    ...admin,
    name: 'panel-inactive',
    path: ({ webhooks }) => `${route}?webhook=${webhooks.gone}`,
    floats: true,
  },
  {
    ...admin,
    name: 'panel-edit',
    path: ({ webhooks }) => `${route}?webhook=${webhooks.flaky}&edit=true`,
    floats: true,
  },
  {
    ...admin,
    name: 'panel-test',
    path: ({ webhooks }) => `${route}?webhook=${webhooks.flaky}`,
    floats: true,
    act: async (page) => {
      await page.getByRole('dialog').getByRole('button', { name: 'Test', exact: true }).click();
      await page.getByRole('button', { name: 'Send test event' }).waitFor();
    },
  },
  {
    ...admin,
    name: 'palette',
    path: at(''),
    floats: true,
    act: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog', { name: 'Command palette' }).getByRole('option').first().waitFor();
    },
  },
  {
    ...admin,
    name: 'bell',
    path: at(''),
    floats: true,
    act: async (page) => {
      await page.getByRole('button', { name: /^Notifications/ }).click();
      await page.getByRole('list', { name: 'Latest notifications' }).waitFor();
    },
  },
];
