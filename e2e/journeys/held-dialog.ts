import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** A busy machine takes its time. */
const PATIENCE = { timeout: 15_000 };

/**
 * Asks for something in a dialog, and sees that nothing closes that before there is an answer.
 * @param path of what is asked for, such as `trpc/webhooks.rollSecret`.
 */
export async function staysOpen(page: Page, path: string, ask: () => Promise<unknown>): Promise<void> {
  const tried = Promise.withResolvers<void>();
  await page.route(`**/${path}`, async (route) => {
    await tried.promise;
    await route.continue();
  });
  try {
    await ask();
    const dialog = page.getByRole('dialog').last();
    const held = (name: string) => dialog.getByRole('button', { name, exact: true, disabled: true });
    for (const name of ['Cancel', 'Close']) await held(name).waitFor(PATIENCE);
    await page.keyboard.press('Escape');
    await page.mouse.click(5, 5);
    expect(await held('Cancel').count()).toBe(1);
  } finally {
    tried.resolve();
  }
}
