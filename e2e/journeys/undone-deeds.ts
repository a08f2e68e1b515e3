import type { Page } from 'playwright-core';
import type { CreatedWebhook, Delivery } from '../support/shapes.ts';

const SETTINGS = '/dashboard/settings';

/** Something that is asked for, refused, and asked for again as it stands. */
export type Deed = {
  path: string;
  procedure: string;
  /** Up to where it is asked for. */
  prepare?: (page: Page) => Promise<unknown>;
  /** The button that asks for it. */
  button: string;
  /** What was to be done. */
  says: string;
  /** What is as it was, as far as somebody has said that it was not done. */
  kept: string;
  /** What was filled in. */
  field?: [label: string, value: string];
  /** What shows at once as if it were done, and is taken back: where, and by what it is read. */
  undone?: { text: string; reads: RegExp };
  /** What says that it was done in the end. */
  done: string;
  /** Nobody answers, where the server would refuse otherwise. */
  isGone?: boolean;
  /** The server answers that it has lost its database: nobody knows what became of it. */
  isUnsure?: boolean;
};

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** One after the other: the last deletes what the others are about. */
export function deeds(webhook: CreatedWebhook, delivery: Delivery): Deed[] {
  const own = `${SETTINGS}/webhooks/${webhook.id}`;
  return [
    {
      path: `${own}/deliveries`,
      procedure: 'deliveries.retry',
      button: `Retry ${delivery.event_type} now`,
      says: 'retry the delivery',
      kept: 'The delivery is unchanged.',
      undone: { text: 'Failed', reads: /\/trpc\/deliveries\.(list|get)\b/ },
      done: '2 / 2',
    },
    {
      path: `${own}/deliveries`,
      procedure: 'deliveries.archiveFailed',
      prepare: async (page) => {
        await press(page, 'Clear failed log');
        await page.getByRole('dialog').getByRole('button', { name: 'Clear failed log' }).waitFor();
      },
      button: 'Clear failed log',
      says: 'clear them',
      kept: 'What was not cleared is still failed',
      done: '1 failed delivery was cleared',
      isUnsure: true,
    },
    {
      path: `${own}/edit`,
      procedure: 'webhooks.update',
      button: 'Save changes',
      says: 'save the webhook',
      kept: 'It is unchanged. What you filled in is still here.',
      field: ['Name', 'General ledger'],
      done: 'General ledger was saved',
    },
    {
      path: own,
      procedure: 'webhooks.rollSecret',
      prepare: (page) => press(page, 'Roll'),
      button: 'Roll secret',
      says: 'roll the secret',
      kept: 'The present one still signs.',
      field: ['Overlap in hours', '48'],
      done: 'The new secret',
    },
    {
      path: own,
      procedure: 'webhooks.update',
      button: 'Pause',
      says: 'pause the webhook',
      kept: 'It is still active.',
      done: 'General ledger is paused',
      isGone: true,
    },
    {
      path: `${SETTINGS}/keys/create`,
      procedure: 'keys.create',
      prepare: (page) => press(page, 'Everything'),
      button: 'Create key',
      says: 'create the key',
      kept: 'Nothing was created. What you filled in is still here.',
      field: ['Name', 'Nightly export'],
      done: 'Save this now',
    },
    {
      path: `${SETTINGS}/team?invite=true`,
      procedure: 'team.invite',
      button: 'Invite',
      says: 'invite them',
      kept: 'Nobody was invited.',
      field: ['E-mail', 'mary@example.com'],
      done: 'mary@example.com is invited',
      isGone: true,
    },
    {
      path: own,
      procedure: 'webhooks.delete',
      prepare: async (page) => {
        await page.getByRole('button', { name: 'More actions' }).click();
        await page.getByRole('menuitem', { name: 'Delete' }).click();
      },
      button: 'Delete webhook',
      says: 'delete the webhook',
      kept: 'It is still there.',
      done: 'General ledger was deleted',
    },
  ];
}
