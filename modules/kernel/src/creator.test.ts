import { expect, it } from 'vitest';
import type { Actor } from './context.ts';
import { creatorOf } from './creator.ts';

it('keeps a visitor of the portal as a person, and Tidings itself as a service', () => {
  const type = (actor: Actor) => creatorOf({ actor }).type;
  expect(type({ type: 'portal', id: 'ptl_1', name: 'Portal visitor', role: 'developer' })).toBe('user');
  expect(type({ type: 'system', id: 'tidings', name: 'Tidings' })).toBe('service');
});

it('names the app whose key acts, not the key', () => {
  const actor: Actor = { type: 'app', id: 'app_1', name: 'CRM', keyId: 'key_1', scopes: [] };
  expect(creatorOf({ actor })).toEqual({ type: 'app', id: 'app_1', name: 'CRM' });
});
