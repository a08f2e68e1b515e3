import type { Page } from 'playwright-core';
import type { Picture } from './picture.ts';
import type { Scene } from './scene.ts';
import type { WebhookName } from './scene-webhooks.ts';

const WEBHOOK = '/dashboard/settings/webhooks/$id';

type Of = { webhook?: WebhookName; query?: string | ((scene: Scene) => string) };

/** A state of a page of a webhook. */
function of(
  name: string,
  { page, webhook = 'flaky', query = '' }: Of & { page: string },
  more: Partial<Pick<Picture, 'act' | 'floats'>> = {},
): Picture {
  const route = `${WEBHOOK}${page}`;
  const path = (scene: Scene) =>
    `${route.replace('$id', scene.webhooks[webhook])}${typeof query === 'string' ? query : query(scene)}`;
  return { name, route, viewer: 'admin', path, ...more };
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Presses a button and waits for what it opens. */
const opens = (name: string) => ({
  floats: true,
  act: async (page: Page) => {
    await button(page, name).first().click();
    await page.getByRole('dialog').waitFor();
  },
});

async function sendTest(page: Page): Promise<void> {
  await button(page, 'Send test event').click();
  await page.getByRole('region', { name: 'Result' }).waitFor();
}

const failedRow = ({ failed }: Scene) => `?delivery=${failed.id}`;

/** What opens on the pages of a webhook, and how webhooks look that are not well. */
export const WEBHOOK_STATES: Picture[] = [
  of('webhook-healthy', { page: '', webhook: 'healthy', query: '?window=7d' }),
  of('webhook-inactive', { page: '', webhook: 'gone' }),
  of('webhook-paused', { page: '', webhook: 'paused' }),
  of('webhook-dead', { page: '', webhook: 'dead', query: '?window=30d' }),
  of(
    'webhook-table',
    { page: '' },
    {
      act: async (page) => {
        await button(page, 'As a table').click();
        await page.getByRole('region', { name: /^Numbers by/ }).waitFor();
      },
    },
  ),
  of('webhook-show-secret', { page: '' }, opens('Show')),
  of('webhook-roll', { page: '' }, opens('Roll')),
  of('deliveries-row', { page: '/deliveries', query: failedRow }),
  of('deliveries-failed', { page: '/deliveries', webhook: 'dead', query: '?status=failed' }),
  of('deliveries-timeout', { page: '/deliveries', webhook: 'hanging' }),
  of('deliveries-none', { page: '/deliveries', webhook: 'paused' }),
  of(
    'deliveries-status',
    { page: '/deliveries' },
    {
      floats: true,
      act: async (page) => {
        await page.getByRole('button', { name: 'Status', exact: true }).click();
        await page.getByRole('checkbox', { name: 'Failed' }).waitFor();
      },
    },
  ),
  of('deliveries-retry-all', { page: '/deliveries', webhook: 'dead' }, opens('Retry all failed')),
  of('test-failed', { page: '/test', webhook: 'hanging', query: '?type=email.opened' }, { act: sendTest }),
  of('test-succeeded', { page: '/test', webhook: 'healthy', query: '?type=tag.created' }, { act: sendTest }),
  of('test-past-event', { page: '/test', query: '?from=event' }),
  of(
    'diagnosis',
    { page: '/diagnose', webhook: 'dead' },
    {
      act: async (page) => {
        await button(page, 'Run diagnosis').click();
        await button(page, 'Run again').waitFor();
      },
    },
  ),
];
