/**
 * A filter may look at so many items of lists for one event: at all that the largest event can hold, and some more.
 * Many clauses over long lists would take longer than delivering does, in the transaction that all publishers share.
 */
const LOOKS_LIMIT = 200_000;

class TooManyLooks extends Error {}

/**
 * How much looking is left for one event. What is not in lists is not counted: a filter has 200 keys at most. All
 * filters of an account share it, so that many webhooks cannot take longer than one.
 */
export class Looks {
  #left = LOOKS_LIMIT;

  /**
   * What `evaluate` answers with the looks that are left; true where they do not last: rather an event too many than
   * one too few.
   */
  within<Input>(evaluate: (input: Input, looks: Looks) => boolean, input: Input): boolean {
    try {
      return evaluate(input, this);
    } catch (error) {
      if (error instanceof TooManyLooks) return true;
      throw error;
    }
  }

  take(items: number): void {
    this.#left -= items;
    if (this.#left < 0) throw new TooManyLooks();
  }
}
