/** What is drawn may move what is looked at, and be drawn once more for it; so often it may in one frame. */
const TURNS = 5;

/**
 * Reads what React is to draw from what it has drawn, where the one moves the other: rows that are higher than was expected move
 * the window, which shows other rows then. Were two such looks to follow each other for ever, React would give up with an error. So
 * it stays with the last one after a few turns, until the next frame or something moves by itself; by then the rows have been
 * measured. Nothing is drawn by the frame alone.
 */
export class Settling {
  readonly #look: () => string;
  readonly #later: (work: () => void) => unknown;
  #last: string | undefined;
  #turns = 0;

  constructor(
    look: () => string,
    later: (work: () => void) => unknown = (work) => requestAnimationFrame(work),
  ) {
    this.#look = look;
    this.#later = later;
  }

  read(): string {
    const now = this.#look();
    if (this.#last === undefined || (now !== this.#last && this.#turns < TURNS)) {
      this.#last = now;
      // What changes over minutes is no loop.
      if (this.#turns === 0) this.#later(() => this.moved());
      this.#turns += 1;
    }
    return this.#last;
  }

  /** The window or the page has moved. */
  moved(): void {
    this.#turns = 0;
  }
}
