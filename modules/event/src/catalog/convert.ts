import jsonata from 'jsonata';
import { ConversionThread } from './conversion-thread.ts';
import { CutOffs } from './cut-offs.ts';
import { type Answer, JSONATA_LIMITS } from './evaluate-apart.ts';
import { reasonOf } from './reason-of.ts';

/** Turns the `data` of one version into that of another. Once the signal is aborted it fails as not tried. */
export type Conversion = (
  data: Record<string, unknown>,
  signal?: AbortSignal,
) => Promise<Record<string, unknown>>;

/** That an expression cannot be used, or could not be carried out: the catalog's fault, never the event's publisher's. */
export class ConversionFault extends Error {
  override readonly name = 'ConversionFault';
  /** Nobody tried: the same may succeed a minute later. */
  readonly isUntried: boolean;

  constructor(
    message: string,
    { isUntried = false, ...options }: ErrorOptions & { isUntried?: boolean } = {},
  ) {
    super(message, options);
    this.isUntried = isUntried;
  }
}

/**
 * What would make two attempts differ, run text as code, or take memory or time in one step, where no limit can cut it: a
 * regular expression can take minutes for one text.
 */
const REFUSED = new Set(['eval', 'now', 'millis', 'random', 'shuffle', 'pad']);

/** One for the process: however slow the conversions of a catalog are, they take one core at most, and little memory. */
const thread = new ConversionThread();
const cutOffs = new CutOffs(() => performance.now());

/**
 * Compiles a JSONata expression. It sees its input and nothing else: no clock, no chance, no code. It runs in a thread of
 * its own, so that whatever it does, the process goes on; what it costs is bounded by 50 ms of processor time, 100,000
 * steps, 200 levels, and 1 MiB of result; and, for functions of JSONata that no step interrupts, by about one second of
 * processor time and 64 MB, after which the thread is ended. What was cut off again and again is not tried for a minute.
 * @throws {ConversionFault} here for an expression that is none or uses what is refused; from the conversion when it
 * fails, is cut off, or does not give an object.
 */
export function compileConversion(text: string): Conversion {
  let expression: jsonata.Expression;
  try {
    expression = jsonata(text, JSONATA_LIMITS);
  } catch (error) {
    throw new ConversionFault(reasonOf(error), { cause: error });
  }
  const refused = findRefused(expression.ast());
  if (refused !== undefined) throw new ConversionFault(`${refused} cannot be used here.`);
  return (data, signal) => convert(text, data, signal);
}

async function convert(
  text: string,
  data: Record<string, unknown>,
  signal: AbortSignal | undefined,
): Promise<Record<string, unknown>> {
  if (signal?.aborted) throw new ConversionFault(LATE, { isUntried: true });
  const json = JSON.stringify(data);
  const size = json.length;
  const whyNot = () => (signal?.aborted ? LATE : cutOffs.restOf(text, size));
  const rests = whyNot();
  if (rests !== undefined) throw new ConversionFault(rests, { isUntried: true });
  // What it cost is noted also when nobody waits any more: else it would never rest.
  const noted = thread.run({ text, json, whyNot }).then((answer) => {
    if ('fault' in answer && answer.costMs > 0)
      cutOffs.note({ text, size, costMs: answer.costMs, fault: answer.fault });
    return answer;
  });
  const answer = await (signal ? inTime(noted, signal) : noted);
  if ('made' in answer) return JSON.parse(answer.made) as Record<string, unknown>; // the thread found it to be an object
  throw new ConversionFault(answer.fault, { isUntried: answer.isUntried ?? false });
}

const LATE = 'Not tried, for want of time.';

/** The answer, or that it came too late; it may still come, and is of no use then. */
function inTime(answer: Promise<Answer>, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve) => {
    const giveUp = () => resolve({ fault: LATE, costMs: 0, isUntried: true });
    signal.addEventListener('abort', giveUp);
    void answer.then((given) => {
      signal.removeEventListener('abort', giveUp);
      resolve(given);
    });
  });
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
