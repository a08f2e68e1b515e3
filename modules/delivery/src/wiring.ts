import type { MigrationStep } from '@tidings/kernel/wiring';
import { Deliveries } from './migrations/0001-deliveries.ts';
import { Lanes } from './migrations/0002-lanes.ts';
import { UnsuccessfulByType } from './migrations/0003-unsuccessful-by-type.ts';

export { eraseDeliveries } from './erase-deliveries.ts';
export { fanOut } from './fan-out.ts';
export { cancelDeliveries, followEndpoint } from './gate.ts';
export { listenForDue } from './listen.ts';
export { pingQueue } from './ping-queue.ts';
export { deliveryRouter } from './router.ts';
export { deliveryTasks, maintainDeliveryPartitions } from './tasks.ts';
export { wakeWorkers } from './wake-up.ts';
export { Worker } from './worker.ts';

export const deliveryMigrations: MigrationStep[] = [
  { name: 'delivery/0001-deliveries', class: Deliveries },
  { name: 'delivery/0002-lanes', class: Lanes },
  { name: 'delivery/0003-unsuccessful-by-type', class: UnsuccessfulByType },
];
