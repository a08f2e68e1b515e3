/** What is drawn may move what is looked at, and be drawn once more for it; so often it may. */
const TURNS = 5;

/**
 * Reads what React is to draw from what it has drawn, where the one moves the other: rows that are higher than was expected move
 * the window, which shows other rows then. Were two such looks to follow each other for ever, React would give up with an error. So
 * it stays with the last one after a few turns, until something moves by itself; by then the rows have been measured.
 */
export class Settling {
  readonly #look: () => string;
  #last: string | undefined;
  #turns = 0;

  constructor(look: () => string) {
    this.#look = look;
  }

  readonly read = (): string => {
    const now = this.#look();
    if (this.#last === undefined || (now !== this.#last && this.#turns < TURNS)) {
      this.#last = now;
      this.#turns += 1;
    }
    return this.#last;
  };

  /** The window or the page has moved. */
  moved(): void {
    this.#turns = 0;
  }
}
