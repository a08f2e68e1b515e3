export { getDelivery } from './get-delivery.ts';
export { type QueueState, readQueueState } from './queue-state.ts';
export { listAttempts } from './list-attempts.ts';
export { listDeliveries } from './list-deliveries.ts';
export { retryDelivery } from './retry-delivery.ts';
export type { ExhaustedDelivery, RecordedAttempt } from './hooks.ts';
