import { MOST_LISTED as SERVERS_MOST } from '@tidings/endpoint/schema';
import { SPARKLINES_LIMIT } from '@tidings/metrics/schema';
import { expect, it } from 'vitest';

import { MOST_LINES, MOST_LISTED } from './limits.ts';

it('knows how much the server gives at once', () => {
  expect([MOST_LISTED, MOST_LINES]).toEqual([SERVERS_MOST, SPARKLINES_LIMIT]);
});
