import {
  attemptsRecorded,
  cancelDeliveries,
  deliveriesExhausted,
  eraseDeliveries,
  eraseTrials,
  explainEvent,
  fanOut,
  followEndpoint,
  publishExhausted,
  type Replayer,
  type Worker,
} from '@tidings/delivery/wiring';
import {
  endpointChanged,
  endpointDeleted,
  endpointDisabled,
  publishDisabled,
} from '@tidings/endpoint/wiring';
import { eventExplained, eventsAccepted, eventsErased, subjectErased } from '@tidings/event/wiring';
import type { Clock, Config, Database, Logger } from '@tidings/kernel';
import { forgetWebhook, recordRollups } from '@tidings/metrics/wiring';

type Parts = { config: Config; database: Database; clock: Clock; log: Logger };

/**
 * Connects what modules announce to the modules that act on it. Once per process.
 * @param work of this process: its worker takes over what was made here without a detour, its replays give way to it.
 */
export function connectModules(parts: Parts, work?: { worker: Worker; replayer: Replayer }): void {
  eventsAccepted.connect((tx, events) => {
    work?.replayer.giveWay();
    return fanOut({ ...parts, worker: work?.worker }, tx, events);
  });
  eventsErased.connect(eraseDeliveries);
  subjectErased.connect(eraseTrials);
  eventExplained.connect(explainEvent);
  endpointDeleted.connect((tx, id) => cancelDeliveries(parts, tx, id));
  endpointDeleted.connect((_tx, id) => forgetWebhook(parts, id));
  endpointChanged.connect(followEndpoint);
  attemptsRecorded.connect((tx, attempts) => recordRollups(parts.database, tx, attempts));
  endpointDisabled.connect((tx, disabled) => publishDisabled(parts, tx, disabled));
  deliveriesExhausted.connect((tx, exhausted) => publishExhausted(parts, tx, exhausted));
}
