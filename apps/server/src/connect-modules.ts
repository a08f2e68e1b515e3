import { cancelDeliveries, fanOut, resumeDeliveries, wakeWorkers } from '@tidings/delivery/wiring';
import { endpointChanged, endpointDeleted } from '@tidings/endpoint/wiring';
import { deliveriesCommitted, eventsAccepted } from '@tidings/event/wiring';
import type { Config } from '@tidings/kernel';

/** Connects what modules announce to the modules that act on it. Once per process. */
export function connectModules(config: Config): void {
  eventsAccepted.connect((tx, events) => fanOut(tx, config, events));
  deliveriesCommitted.connect(async (database) => wakeWorkers(database));
  endpointDeleted.connect(cancelDeliveries);
  endpointChanged.connect(async (tx, { endpointId, status, wasActive }) => {
    if (!wasActive && status === 'active') await resumeDeliveries(tx, endpointId);
  });
}
