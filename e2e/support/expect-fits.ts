import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Expects that the page is as wide as its window: nothing in it makes the window scroll sideways. */
export async function expectFits(page: Page): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, page.url()).toBeLessThanOrEqual(0);
}
