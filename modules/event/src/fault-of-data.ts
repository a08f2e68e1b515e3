import { invalid, pointer } from '@tidings/kernel';
import { PROTO, refusalOfName } from '@tidings/kernel/schema';

/** Deeper data is refused: it serves nobody and exhausts the stack of whoever walks it. */
const DEPTH_LIMIT = 50;

type Fault = { at: string[]; message: string };
/** What is looked at beside the depth. */
type Look = { numbers?: boolean; texts?: boolean; ofName?: (name: string) => Fault | undefined };
const KEPT: Look = { numbers: true };
const SAFE: Look = { numbers: true, texts: true, ofName: faultOfName };

/**
 * Refuses what JSON can carry but cannot be kept as it came: nesting that exhausts the stack, numbers too large to be
 * read (`1e400`), which would be sent on as null, and whole numbers of more digits than a double holds, which
 * would be sent on rounded (RFC 8259 §6). Recursion ends at the limit.
 * @throws {DomainError} `invalid`, with a pointer to the place.
 */
export function refuseUnkept(data: Record<string, unknown>): void {
  refuse(find(data, DEPTH_LIMIT, KEPT));
}

/**
 * Refuses text that databases, XML and many languages cannot take (NUL, half of a surrogate pair, RFC 8259 §8.2), and the
 * name by which JavaScript is made to change prototypes. Looks for them only where the event's JSON shows that
 * there may be some: `JSON.stringify` escapes just these, and control characters.
 * @throws {DomainError} `invalid`, with a pointer to the place; of a name that cannot be shown to the object that has it.
 */
export function refuseUnsafeText(data: Record<string, unknown>, json: string): void {
  if (!json.includes('\\u') && !json.includes(PROTO)) return;
  refuse(find(data, DEPTH_LIMIT, SAFE));
}

/**
 * The first `__proto__` in a schema or an example; for whoever has made sure that they are not too deep. Other names are
 * left alone: those of a schema may be patterns.
 */
export function findProto(value: unknown): Fault | undefined {
  return find(value, Infinity, { ofName: faultOfProto });
}

function refuse(fault: Fault | undefined): void {
  if (fault) throw invalid(pointer(['data', ...fault.at]), fault.message);
}

function find(value: unknown, levels: number, look: Look): Fault | undefined {
  if (typeof value === 'number') return look.numbers ? faultOfNumber(value) : undefined;
  if (typeof value === 'string') return look.texts ? faultOfText(value) : undefined;
  if (value === null || typeof value !== 'object') return undefined;
  if (levels === 0) return { at: [], message: `Data may be nested ${DEPTH_LIMIT} levels deep.` };
  // Nearly always there is no fault, so its path is only put together on the way back from one.
  for (const key of Object.keys(value)) {
    const named = look.ofName?.(key);
    if (named) return named;
    const fault = find((value as Record<string, unknown>)[key], levels - 1, look); // an object or a list
    if (fault) return { ...fault, at: [key, ...fault.at] };
  }
  return undefined;
}

function faultOfNumber(value: number): Fault | undefined {
  if (!Number.isFinite(value)) return { at: [], message: 'A number is too large.' };
  // From 1e21 on a number is written with an exponent, and nobody expects its last digit.
  if (Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < 1e21)
    return { at: [], message: 'A whole number beyond 2^53 loses digits on its way; send it as text.' };
  return undefined;
}

function faultOfText(text: string): Fault | undefined {
  if (isSafe(text)) return undefined;
  return { at: [], message: 'Text cannot contain the character NUL or half of a surrogate pair.' };
}

function faultOfName(name: string): Fault | undefined {
  if (!isSafe(name))
    return { at: [], message: 'Names cannot contain the character NUL or half of a surrogate pair.' };
  return faultOfProto(name);
}

function faultOfProto(name: string): Fault | undefined {
  return name === PROTO ? { at: [name], message: refusalOfName(name) } : undefined;
}

function isSafe(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}
