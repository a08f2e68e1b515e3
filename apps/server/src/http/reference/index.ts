import { accounts } from './accounts.ts';
import { deliveries } from './deliveries.ts';
import { events } from './events.ts';
import { health } from './health.ts';
import type { OperationReference } from './operation-reference.ts';
import { webhooks } from './webhooks.ts';

export type { OperationReference };

/** By procedure. A test fails for every REST operation that is not here. */
export const OPERATIONS: Record<string, OperationReference> = {
  ...accounts,
  ...deliveries,
  ...events,
  ...health,
  ...webhooks,
};

export const TAGS: Record<string, string> = {
  Accounts: 'The tenants: one for each of your customers. Service keys only.',
  Apps: 'Installed integrations. What an app makes goes when it is uninstalled.',
  Audit: 'Everything that changed or revealed something, in an append-only log.',
  Deliveries: 'One event for one webhook, and every HTTP request that was made for it.',
  'Event types': 'The catalog: what can happen, in which versions, with which data.',
  Events: 'Immutable facts: publish, search, and see why a webhook got one or did not.',
  Keys: "The account's own keys, each with the scopes that it needs.",
  Portal: "Links that open an account's console for an hour. Service keys only.",
  Replays: 'Deliver again what was published before.',
  Signatures: 'What deliveries are signed with, and whether a signature is right.',
  Webhooks: 'A URL, a secret and subscriptions to events.',
};
