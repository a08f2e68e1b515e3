import type { Page } from 'playwright-core';

/** Waits until nothing that the page shows is still loading. */
export async function untilLoaded(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
}
