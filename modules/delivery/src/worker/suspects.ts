import type { Claimed } from '../queue/claim.ts';

/** After so many interruptions in a row a delivery may be what ends the processes. */
const SUSPECT_AFTER = 3;
/** After so many it is tried with no other suspect beside it, so that what happens then is its own doing. */
const ALONE_AFTER = 6;
/** After so many it is not tried again by itself. */
export const QUARANTINE_AFTER = 10;
/** How many suspects a process tries at once at first, and at most. */
const FIRST_ROOM = 4;
const MOST_ROOM = 64;

/**
 * Which suspects a process may try. It begins with few and doubles with each one that is recorded: where many were
 * only bystanders of many kills they soon all go on, and where one of them ends the process, the next process
 * begins with few again.
 */
export class Suspects {
  readonly #tried = new Set<Claimed>();
  #room = FIRST_ROOM;
  #isAlone = false;

  static has({ interruptions }: Claimed): boolean {
    return interruptions >= SUSPECT_AFTER;
  }

  /** Takes it on, if it may be tried now; then {@link ended} must follow. */
  admit(suspect: Claimed): boolean {
    const isAlone = suspect.interruptions >= ALONE_AFTER;
    if (this.#isAlone || this.#tried.size >= (isAlone ? 1 : this.#room)) return false;
    this.#tried.add(suspect);
    this.#isAlone = isAlone;
    return true;
  }

  /** @param isRecorded its attempt was made and written down, and the process is still there. */
  ended(delivery: Claimed, isRecorded: boolean): void {
    if (!this.#tried.delete(delivery)) return;
    this.#isAlone = false;
    if (isRecorded) this.#room = Math.min(MOST_ROOM, this.#room * 2);
  }
}
