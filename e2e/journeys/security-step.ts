import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** What {@link fillSecurity} asks for, as REST shows it. */
export const SECURED = {
  rate_limit: 7,
  retry: { enabled: true, max_retries: 2, delays: ['30s', '10m', '2h'] },
  headers: { 'X-Team': 'crm' },
};

/** Goes through all of the step "Security and retries" that has to do with retries, the rate limit and headers. */
export async function fillSecurity(page: Page): Promise<void> {
  const field = (name: string) => page.getByRole('textbox', { name, exact: true });
  await field('Rate limit').fill('7');

  const retries = page.getByRole('switch', { name: 'Retry failed deliveries' });
  await field('Most retries').fill('');
  await retries.uncheck();
  await page.getByText('A delivery is tried once.').waitFor();
  expect(await field('Delays').count()).toBe(0);
  // What is hidden holds nobody up.
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await page.getByRole('heading', { name: 'Review and create', level: 1 }).waitFor();
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await retries.check();
  const schedule = page.getByRole('combobox', { name: 'Schedule' });
  await schedule.click();
  await page.getByRole('option', { name: 'Patient, 34 hours' }).click();
  expect(await field('Delays').inputValue()).toBe('1m, 5m, 30m, 2h, 8h, 24h');
  expect(await field('Most retries').inputValue()).toBe('6');
  await field('Delays').fill('30s, 10m, 2h');
  expect(await schedule.inputValue()).toBe('Custom');
  await field('Most retries').fill('2');
  await page.getByText('tried again after 30 s and 10 min: 3 attempts').waitFor();

  await page.getByRole('button', { name: 'Add a header' }).click();
  await field('Name of header 1').fill('X-Team');
  await field('Value of header 1').fill('crm');
}
