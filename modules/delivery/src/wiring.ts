import type { MigrationStep } from '@tidings/kernel/wiring';
import { Deliveries } from './migrations/0001-deliveries.ts';
import { Lanes } from './migrations/0002-lanes.ts';
import { UnsuccessfulByType } from './migrations/0003-unsuccessful-by-type.ts';
import { Exhaustion } from './migrations/0003-exhaustion.ts';
import { Replay } from './migrations/0004-replay.ts';
import { Variants } from './migrations/0005-variants.ts';
import { Tests } from './migrations/0006-tests.ts';
import { Retries } from './migrations/0007-retries.ts';
import { FailedTests } from './migrations/0008-failed-tests.ts';

export { eraseDeliveries } from './erase-deliveries.ts';
export { estimateDeliveries } from './log/estimate-deliveries.ts';
export { explainEvent } from './log/explain-event.ts';
export { fanOut } from './queue/fan-out.ts';
export { cancelDeliveries, followEndpoint } from './queue/gate.ts';
export { attemptsRecorded, deliveriesExhausted } from './hooks.ts';
export { latestFailures } from './log/latest-failures.ts';
export { listenForDue } from './worker/listen.ts';
export { pingQueue } from './queue/ping-queue.ts';
export { publishExhausted } from './queue/publish-exhausted.ts';
export { Replayer } from './replay/replayer.ts';
export { deliveryRouter } from './router.ts';
export { deliveryTasks, maintainDeliveryPartitions } from './tasks.ts';
export { eraseTrials } from './trial/erase-trials.ts';
export { sendChallenge } from './trial/send-challenge.ts';
export { wakeWorkers } from './worker/wake-up.ts';
export { Worker } from './worker/worker.ts';

export const deliveryMigrations: MigrationStep[] = [
  { name: 'delivery/0001-deliveries', class: Deliveries },
  { name: 'delivery/0002-lanes', class: Lanes },
  { name: 'delivery/0003-unsuccessful-by-type', class: UnsuccessfulByType },
  { name: 'delivery/0003-exhaustion', class: Exhaustion },
  { name: 'delivery/0004-replay', class: Replay },
  { name: 'delivery/0005-variants', class: Variants },
  { name: 'delivery/0006-tests', class: Tests },
  { name: 'delivery/0007-retries', class: Retries },
  { name: 'delivery/0008-failed-tests', class: FailedTests },
];
