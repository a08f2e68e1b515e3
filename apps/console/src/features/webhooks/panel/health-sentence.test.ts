import { expect, it } from 'vitest';

import { makeWebhook } from '../../../mocks/webhooks.ts';
import { healthSentence } from './health-sentence.ts';

const NOW = Date.parse('2026-11-20T15:00:00');
const since = new Date('2026-11-20T14:05:00').toISOString();
const failing = makeWebhook({ health: 'failing', health_changed_at: since });

it('says which share failed, and since when', () => {
  expect(healthSentence(failing, { total: 500, failed: 93 }, NOW)).toBe(
    '18.6% of 500 attempts failed in the last 24 hours, failing since 14:05',
  );
});

it('says that none failed, and that there were none', () => {
  expect(healthSentence(makeWebhook({}), { total: 1, failed: 0 }, NOW)).toBe(
    'None of 1 attempt failed in the last 24 hours',
  );
  expect(healthSentence(makeWebhook({}), { total: 0, failed: 0 }, NOW)).toBe(
    'No attempt in the last 24 hours',
  );
});

it('says of one that stands still why', () => {
  expect(healthSentence(makeWebhook({ status: 'paused' }), undefined, NOW)).toBe('Webhook paused.');
});
