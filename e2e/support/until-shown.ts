import type { Locator } from 'playwright-core';
import { until } from './until.ts';

/** Waits until what is drawn of an element, which may have yet to come, has these words. */
export const untilShown = (locator: Locator, text: RegExp): Promise<string> =>
  until(
    () => locator.innerText().catch(() => ''),
    (shown) => text.test(shown),
    { what: `${text} is shown` },
  );
