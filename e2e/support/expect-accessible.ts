import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { findFaults } from './find-faults.ts';

/** Expects that axe finds nothing on what the page shows now. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await findFaults(page), page.url()).toEqual([]);
}

/** The same of the colours alone, for another scheme of a page that was looked at whole in the first. */
export async function expectReadable(page: Page): Promise<void> {
  expect(await findFaults(page, ['color-contrast']), page.url()).toEqual([]);
}
