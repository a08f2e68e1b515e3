import type { News } from '@tidings/kernel';

/** A notification as it was heard; null: it is for all accounts. */
export type Heard = { id: string; byAccount: ReadonlyMap<string, News> | null; bytes: number };

/** What a client may resume after: some minutes of a busy installation. */
const BYTES_KEPT = 4 * 1024 * 1024;
const HEARD_KEPT = 4_096;

/**
 * The newest notifications in the order in which Postgres gives them to every process, so that a client may go on at
 * another one. What is older is forgotten, and so is everything when some may have gone unheard.
 */
export class PastNews {
  #kept: Heard[] = [];
  #bytes = 0;
  /** What was heard last before the first that is kept; unknown to every client after a gap. */
  #before: string;

  /** @param start an id that no notification has. */
  constructor(start: string) {
    this.#before = start;
  }

  /** Where somebody stands who has heard all. */
  get lastId(): string {
    return this.#kept.at(-1)?.id ?? this.#before;
  }

  add(heard: Heard): void {
    this.#kept.push(heard);
    this.#bytes += heard.bytes;
    while (this.#kept.length > HEARD_KEPT || this.#bytes > BYTES_KEPT) {
      const oldest = this.#kept.shift();
      if (!oldest) return;
      this.#bytes -= oldest.bytes;
      this.#before = oldest.id;
    }
  }

  /** Nobody can go on after what came before. */
  forget(start: string): void {
    this.#kept = [];
    this.#bytes = 0;
    this.#before = start;
  }

  /** What came after the one with this id; undefined: nobody knows. */
  since(id: string): readonly Heard[] | undefined {
    if (id === this.#before) return this.#kept;
    const at = this.#kept.findLastIndex((heard) => heard.id === id);
    return at === -1 ? undefined : this.#kept.slice(at + 1);
  }
}
