import { attemptsRecorded, deliveriesExhausted } from '@tidings/delivery/wiring';
import { endpointDisabled } from '@tidings/endpoint/wiring';
import { eventsAccepted } from '@tidings/event/wiring';
import { type Clock, type Database, type Logger, whenSettled } from '@tidings/kernel';
import { Instruments, Measurement, type Pool } from '@tidings/metrics/wiring';

/** What is needed to tell how this process is. */
export type Watch = { instruments: Instruments; measurement: Measurement; pools: Record<string, Pool> };

/** Lets this process count what it does. Once per process: hooks last. What is rolled back is not counted. */
export function watch(
  parts: { database: Database; clock: Clock; log: Logger },
  pools: Record<string, Pool>,
): Watch {
  const instruments = new Instruments();
  eventsAccepted.connect(async (_tx, events) => ({
    counts: new Map(),
    committed: () => instruments.published(events.length),
    rolledBack: () => undefined,
  }));
  attemptsRecorded.connect(async (tx, attempts) => {
    whenSettled(tx, { committed: () => instruments.recorded(attempts), rolledBack: () => undefined });
    return new Map();
  });
  deliveriesExhausted.connect(async (tx, exhausted) => {
    const committed = () => instruments.exhausted(exhausted.length);
    whenSettled(tx, { committed, rolledBack: () => undefined });
  });
  endpointDisabled.connect(async (tx, { reason }) => {
    whenSettled(tx, { committed: () => instruments.disabled(reason), rolledBack: () => undefined });
  });
  return { instruments, measurement: new Measurement(parts), pools };
}
