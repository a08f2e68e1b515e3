import { cancelDeliveries, fanOut, resumeDeliveries, wakeWorkers } from '@tidings/delivery/wiring';
import { endpointDeleted, endpointResumed } from '@tidings/endpoint/wiring';
import { deliveriesCommitted, eventsAccepted } from '@tidings/event/wiring';
import type { Config } from '@tidings/kernel';

/** Connects what modules announce to the modules that act on it. Once per process. */
export function connectModules(config: Config): void {
  eventsAccepted.connect((tx, events) => fanOut(tx, config, events));
  deliveriesCommitted.connect(async (database) => wakeWorkers(database));
  endpointDeleted.connect(cancelDeliveries);
  endpointResumed.connect(resumeDeliveries);
}
