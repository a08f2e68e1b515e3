import type { AnySubscriber } from '@tidings/endpoint';
import { isOperational, keptFrom, type WalkedEvent } from '@tidings/event';

/** Events by their types, of which there are few however many events there are: for counting them for many webhooks. */
export class Tally {
  readonly #ofType = new Map<string, number>();
  /** Who gets these depends on more than their type. */
  readonly #operational: WalkedEvent[] = [];

  constructor(events: WalkedEvent[]) {
    for (const event of events) {
      if (isOperational(event.type)) this.#operational.push(event);
      else this.#ofType.set(event.type, (this.#ofType.get(event.type) ?? 0) + 1);
    }
  }

  /** How many of the events a webhook without a filter gets. */
  countFor({ id, subscribesTo }: AnySubscriber): number {
    let count = this.#operational.filter(
      (event) => subscribesTo(event.type) && keptFrom(event, id) === undefined,
    ).length;
    for (const [type, events] of this.#ofType) if (subscribesTo(type)) count += events;
    return count;
  }
}
