/** So long what an expression cost until it was cut off is held against it. */
const KNOWN_MS = 60_000;
/** What it may cost meanwhile: others wait for as long. */
const BUDGET_MS = 1_000;
const KNOWN_LIMIT = 1_000;

type Known = { untilMs: number; spentMs: number; smallest: number; fault: string };

/**
 * What expressions cost when they were cut off. One that has used up a second with that rests for a minute, but for
 * data that are smaller than all on which it was cut off, so that the other expressions get their turn.
 */
export class CutOffs {
  readonly #known = new Map<string, Known>();
  readonly #nowMs: () => number;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** Why an expression is not tried on data of this size, if it is not. */
  restOf(text: string, size: number): string | undefined {
    const known = this.#known.get(text);
    if (!known || known.spentMs < BUDGET_MS || size < known.smallest) return undefined;
    if (known.untilMs <= this.#nowMs()) return undefined;
    return `Not tried for a minute, since it was cut off on data of this size before: ${known.fault}`;
  }

  /** Notes that an expression was cut off after so much time. */
  note({ text, size, costMs, fault }: { text: string; size: number; costMs: number; fault: string }): void {
    const nowMs = this.#nowMs();
    const known = this.#known.get(text);
    const before = known && known.untilMs > nowMs ? known : undefined;
    this.#known.delete(text);
    this.#known.set(text, {
      untilMs: nowMs + KNOWN_MS,
      spentMs: (before?.spentMs ?? 0) + costMs,
      smallest: Math.min(before?.smallest ?? Infinity, size),
      fault,
    });
    const [oldest] = this.#known.keys();
    if (this.#known.size > KNOWN_LIMIT && oldest !== undefined) this.#known.delete(oldest);
  }
}
