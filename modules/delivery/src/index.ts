export { getDelivery } from './log/get-delivery.ts';
export { type QueueState, readQueueState } from './queue/queue-state.ts';
export { listAttempts } from './log/list-attempts.ts';
export { listDeliveries } from './log/list-deliveries.ts';
export { retryDelivery } from './control/retry-delivery.ts';
export type { ExhaustedDelivery, RecordedAttempt } from './hooks.ts';
