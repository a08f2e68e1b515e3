import { SPARKLINES_LIMIT } from '@tidings/metrics/schema';
import { expect, it } from 'vitest';

import { MOST_LINES } from './limits.ts';

it('knows how much the server gives at once', () => {
  expect(MOST_LINES).toBe(SPARKLINES_LIMIT);
});
