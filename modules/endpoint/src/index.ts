export { recordActivity } from './activity.ts';
export { createWebhook } from './create-webhook.ts';
export { deleteWebhook } from './delete-webhook.ts';
export { getWebhook } from './get-webhook.ts';
export { listWebhooks } from './list-webhooks.ts';
export { findSubscribers, type Subscriber } from './subscribers.ts';
export { loadTargets, type Target } from './targets.ts';
export { updateWebhook } from './update-webhook.ts';
export { mayReach } from './vet-address.ts';
