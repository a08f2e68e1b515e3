import { setTimeout as pause } from 'node:timers/promises';

const EVERY_MS = 40;

/** What to wait for, in words, and for how long at most. */
export type Patience = { what: string; withinMs?: number };

/**
 * Reads until what was read is what was waited for, and answers it.
 * @throws {Error} that says what was waited for and what was read last.
 */
export async function until<Value>(
  read: () => Value | Promise<Value>,
  holds: (value: Value) => boolean,
  { what, withinMs = 30_000 }: Patience,
): Promise<Value> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
    if (performance.now() > deadline) {
      throw new Error(`Waited ${withinMs / 1000} s in vain for: ${what}. Last seen: ${inspect(value)}`);
    }
    await pause(EVERY_MS);
  }
}

function inspect(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 2_000 ? `${text.slice(0, 2_000)}…` : text;
}
