import type { Page } from 'playwright-core';
import type { Picture } from './picture.ts';
import type { Scene } from './scene.ts';

const route = '/dashboard/settings/webhooks/create';

/** The question of each step. */
const STEPS = [
  'Where do events go?',
  'Which events?',
  'All of them, or some?',
  'Security and retries',
  'Review and create',
];

/** Fills in what is asked for, up to a step of these. */
async function goTo(page: Page, { freeUrl }: Scene, step: number): Promise<void> {
  await page.getByRole('textbox', { name: 'URL' }).fill(`${freeUrl}/campaigns`);
  await page.getByRole('textbox', { name: 'Name' }).fill('Campaign reports');
  for (const question of STEPS.slice(1, step)) {
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: question, level: 1 }).waitFor();
    if (question === STEPS[1]) await page.getByRole('button', { name: 'Email events only' }).click();
    if (question === STEPS[2]) await page.getByRole('textbox', { name: 'Filter as JSON' }).waitFor();
  }
}

const created = (name: string, act: Picture['act'], floats = false): Picture => ({
  name,
  route,
  viewer: 'admin',
  path: () => route,
  ...(act && { act }),
  floats,
});

/** The steps of making a webhook, and its end. */
export const CREATE_STATES: Picture[] = [
  ...STEPS.slice(1).map((_, index) =>
    created(`webhooks-create-${index + 2}`, (page, scene) => goTo(page, scene, index + 2)),
  ),
  created('webhooks-create-faulty', async (page) => {
    await page.getByRole('button', { name: 'Continue' }).click();
    await page
      .getByText(/Endpoint must be a valid HTTPS URL/)
      .first()
      .waitFor();
  }),
  created(
    'webhooks-create-samples',
    async (page, scene) => {
      await goTo(page, scene, 2);
      await page.getByRole('button', { name: 'View sample payloads' }).click();
      await page.getByRole('dialog').waitFor();
    },
    true,
  ),
  created('webhooks-create-tested', async (page, scene) => {
    await goTo(page, scene, 5);
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByRole('button', { name: 'Test again' }).waitFor();
  }),
  created('webhooks-created', async (page, scene) => {
    await goTo(page, scene, 5);
    await page.getByRole('button', { name: 'Create webhook' }).click();
    await page.getByRole('heading', { name: 'Campaign reports is ready' }).waitFor();
  }),
];
