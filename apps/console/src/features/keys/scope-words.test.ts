import { SCOPES } from '@tidings/kernel/schema';
import { expect, it } from 'vitest';

import { scopeSummary } from './scope-words.ts';

it('names the sets that the form offers', () => {
  expect(scopeSummary(SCOPES)).toBe('Everything');
  expect(scopeSummary(['deliveries:read', 'webhooks:read', 'events:read'])).toBe('Read only');
});

it('names two scopes and counts the others', () => {
  expect(scopeSummary(['events:write'])).toBe('events:write');
  expect(scopeSummary(['webhooks:read', 'events:write'])).toBe('webhooks:read, events:write');
  expect(scopeSummary(['webhooks:read', 'events:read', 'events:write', 'keys:write'])).toBe(
    'webhooks:read, events:read +2',
  );
});
