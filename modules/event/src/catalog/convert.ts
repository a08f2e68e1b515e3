import jsonata from 'jsonata';

/** Turns the `data` of one version into that of another. */
export type Conversion = (data: Record<string, unknown>) => Promise<Record<string, unknown>>;

/** That an expression cannot be used, or could not be carried out: the catalog's fault, never the event's publisher's. */
export class ConversionFault extends Error {
  override readonly name = 'ConversionFault';
}

const CPU_MS = 50;
const STEPS = 100_000;
const DEPTH = 200;
/** Elements of a list, characters of a text: of everything that an expression makes on its way. */
const SIZE = 1_000_000;
const SEQUENCE = 100_000;
/** Reading the clock costs as much as some steps. */
const STEPS_PER_LOOK = 64;

/**
 * What would make two attempts differ, run text as code, or take memory or time in one step, where no limit can cut it: a
 * regular expression can take minutes for one text.
 */
const REFUSED = new Set(['eval', 'now', 'millis', 'random', 'shuffle', 'pad']);

/**
 * Compiles a JSONata expression. It sees its input and nothing else: no clock, no chance, no code. What it costs is
 * bounded by 50 ms of processor time, 100,000 steps and 200 levels; expressions run one after the other, so
 * that one does not pay for another's time.
 * @throws {ConversionFault} here for an expression that is none or uses what is refused; from the conversion when it
 * fails, is cut off, or does not give an object.
 */
export function compileConversion(text: string): Conversion {
  let expression: jsonata.Expression;
  try {
    expression = jsonata(text, { stack: DEPTH, sequence: SEQUENCE });
  } catch (error) {
    throw new ConversionFault(reasonOf(error), { cause: error });
  }
  const refused = findRefused(expression.ast());
  if (refused !== undefined) throw new ConversionFault(`${refused} cannot be used here.`);
  let guard: (result: unknown) => void = () => undefined;
  // The only place where every step passes; the type knows no symbols.
  expression.assign(EXIT, (_node: unknown, _input: unknown, _frame: unknown, result: unknown) =>
    guard(result),
  );
  return (data) =>
    inTurn(async () => {
      guard = limits();
      return objectFrom(await evaluate(expression, data));
    });
}

// JSONata takes symbols as names, its types do not say so.
const EXIT = Symbol.for('jsonata.__evaluate_exit') as unknown as string;

async function evaluate(expression: jsonata.Expression, data: Record<string, unknown>): Promise<unknown> {
  try {
    const result: unknown = await expression.evaluate(data);
    return result;
  } catch (error) {
    throw error instanceof ConversionFault ? error : new ConversionFault(reasonOf(error), { cause: error });
  }
}

/** Through text: JSONata's own lists carry marks, and its results may share parts with the input. */
function objectFrom(result: unknown): Record<string, unknown> {
  if (typeof result !== 'object' || result === null || Array.isArray(result)) {
    const kind = result === undefined ? 'nothing' : Array.isArray(result) ? 'a list' : typeof result;
    throw new ConversionFault(`Expected an object as the result, not ${kind}.`);
  }
  let copy: unknown;
  try {
    copy = JSON.parse(JSON.stringify(result));
  } catch (error) {
    throw new ConversionFault('The result holds something that JSON cannot: a function?', { cause: error });
  }
  return copy as Record<string, unknown>; // an object, as checked above
}

function limits(): (result: unknown) => void {
  const startedUs = cpuUs();
  let steps = 0;
  return (result) => {
    steps += 1;
    if (steps > STEPS) throw new ConversionFault(`Cut off after ${STEPS} steps. Does it loop?`);
    if (typeof result === 'string' || Array.isArray(result)) {
      if (result.length > SIZE) throw new ConversionFault('Cut off: it makes something too large.');
    }
    if (steps % STEPS_PER_LOOK === 0 && cpuUs() - startedUs > CPU_MS * 1000) {
      throw new ConversionFault(`Cut off after ${CPU_MS} ms of processor time. Does it loop?`);
    }
  };
}

/** Of this thread: a machine that is busy with something else is not the expression's fault. */
function cpuUs(): number {
  const { user, system } = process.threadCpuUsage();
  return user + system;
}

let last: Promise<unknown> = Promise.resolve();

function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const turn = last.then(work);
  last = turn.catch(() => undefined).then(breathe);
  return turn;
}

/** So long expressions go on one after the other before whatever else the process does has its turn. */
const SLICE_US = 5_000;
let breathedUs = 0;

async function breathe(): Promise<void> {
  if (cpuUs() - breathedUs < SLICE_US) return;
  await new Promise((resolve) => setImmediate(resolve));
  breathedUs = cpuUs();
}

function findRefused(node: unknown): string | undefined {
  if (typeof node !== 'object' || node === null) return undefined;
  if ('type' in node && node.type === 'regex') return 'A regular expression';
  if ('type' in node && node.type === 'variable' && 'value' in node && REFUSED.has(String(node.value))) {
    return `$${String(node.value)}`;
  }
  for (const part of Object.values(node)) {
    const found = findRefused(part);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** JSONata throws objects that are no errors. */
function reasonOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('message' in error)) return String(error);
  const position = 'position' in error ? ` (character ${String(error.position)})` : '';
  return `${String(error.message)}${position}`;
}
