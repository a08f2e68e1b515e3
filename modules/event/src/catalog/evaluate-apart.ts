import jsonata from 'jsonata';
import { reasonOf } from './reason-of.ts';

const CPU_MS = 50;
const STEPS = 100_000;
const DEPTH = 200;
/** Elements of a list, characters of a text: of everything that an expression makes on its way. */
const SIZE = 1_000_000;
const SEQUENCE = 100_000;
/** Characters of the result as JSON: four times the largest event. */
const RESULT = 1024 * 1024;
/** Reading the clock costs as much as some steps. */
const STEPS_PER_LOOK = 64;

/** With what JSONata limits itself. */
export const JSONATA_LIMITS = { stack: DEPTH, sequence: SEQUENCE };

/** What came of a conversion. `costMs` is what it had cost until it was cut off, 0 where it failed by itself. */
export type Answer = { made: string } | { fault: string; costMs: number; isUntried?: true };

/** That a limit was reached. */
class CutOff extends Error {}

/** Carries out an expression on JSON, one at a time: it counts the processor time of its thread. Never throws. */
export class Evaluator {
  readonly #compiled = new Map<string, (json: string) => Promise<string>>();

  async answer(text: string, json: string): Promise<Answer> {
    const startedUs = cpuUs();
    try {
      return { made: await this.#find(text)(json) };
    } catch (error) {
      const costMs = error instanceof CutOff ? Math.max(1, (cpuUs() - startedUs) / 1000) : 0;
      return { fault: reasonOf(error), costMs };
    }
  }

  #find(text: string): (json: string) => Promise<string> {
    const found = this.#compiled.get(text);
    if (found) return found;
    const made = compile(text);
    const [oldest] = this.#compiled.keys();
    if (this.#compiled.size >= KEPT && oldest !== undefined) this.#compiled.delete(oldest);
    this.#compiled.set(text, made);
    return made;
  }
}

/** Compiled expressions that are kept; a catalog that was replaced leaves its own behind. */
const KEPT = 200;

function compile(text: string): (json: string) => Promise<string> {
  const expression = jsonata(text, JSONATA_LIMITS);
  let guard: (result: unknown) => void = () => undefined;
  // The only place where every step passes; the type knows no symbols.
  expression.assign(EXIT, (_node: unknown, _input: unknown, _frame: unknown, result: unknown) =>
    guard(result),
  );
  return async (json) => {
    const limits = new Limits();
    guard = (result) => limits.step(result);
    const result: unknown = await expression.evaluate(JSON.parse(json));
    limits.lookAtTime();
    return textOf(result);
  };
}

// JSONata takes symbols as names, its types do not say so.
const EXIT = Symbol.for('jsonata.__evaluate_exit') as unknown as string;

class Limits {
  #steps = 0;
  readonly #startedUs = cpuUs();

  step(result: unknown): void {
    this.#steps += 1;
    if (this.#steps > STEPS) throw new CutOff(`Cut off after ${STEPS} steps. Does it loop?`);
    if ((typeof result === 'string' || Array.isArray(result)) && result.length > SIZE)
      throw new CutOff('Cut off: it makes something too large.');
    if (this.#steps % STEPS_PER_LOOK === 0) this.lookAtTime();
  }

  lookAtTime(): void {
    if (cpuUs() - this.#startedUs > CPU_MS * 1000)
      throw new CutOff(`Cut off after ${CPU_MS} ms of processor time. Does it loop?`);
  }
}

/** JSONata's own lists carry marks, and its results may share parts: what is sent is what JSON keeps of them. */
function textOf(result: unknown): string {
  if (typeof result !== 'object' || result === null || Array.isArray(result)) {
    const kind = result === undefined ? 'nothing' : Array.isArray(result) ? 'a list' : typeof result;
    throw new Error(`Expected an object as the result, not ${kind}.`);
  }
  let text: string | undefined;
  try {
    text = JSON.stringify(result);
  } catch (error) {
    throw new Error('The result holds something that JSON cannot: a function?', { cause: error });
  }
  if (text.length > RESULT) throw new CutOff('Cut off: the result has more than 1 MiB.');
  return text;
}

/** Of this thread: a machine that is busy with something else is not the expression's fault. */
function cpuUs(): number {
  const { user, system } = process.threadCpuUsage();
  return user + system;
}
