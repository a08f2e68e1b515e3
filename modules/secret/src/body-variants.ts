import { isDeeperThan } from './nesting.ts';

/** How a body can have come to be other than what was signed, and what it was then. */
export type BodyVariant = { body: string; change: string };

/** Longer bodies are not guessed at: written with indentation they are many times as long. */
const TRIED_LENGTH_MAX = 64 * 1024;
/** Data of an event is nested 50 levels deep at most. */
const TRIED_LEVELS_MAX = 64;

/**
 * Bodies that this one may have been before somebody parsed it and wrote it again, decoded it wrongly, or added a line
 * break: for saying why a signature does not fit. None for a body of more than 64 Ki characters; one nested deeper than 64
 * levels is not parsed.
 */
export function* bodyVariants(body: string): Generator<BodyVariant> {
  if (body.length > TRIED_LENGTH_MAX) return;
  const seen = new Set([body]);
  for (const variant of candidates(body)) {
    if (seen.has(variant.body)) continue;
    seen.add(variant.body);
    yield variant;
  }
}

function* candidates(body: string): Generator<BodyVariant> {
  yield { body: body.replace(/^\uFEFF/, ''), change: 'a byte order mark was put before it' };
  yield { body: withoutLineBreaks(body), change: 'a line break was added at its end' };
  yield { body: body.trim(), change: 'white space was added around it' };
  yield { body: `${body}\n`, change: 'the line break at its end was removed' };
  yield { body: body.replaceAll('\r\n', '\n'), change: 'its line breaks were changed' };
  yield { body: body.replaceAll(/\r?\n/g, '\r\n'), change: 'its line breaks were changed' };
  yield {
    body: Buffer.from(body, 'latin1').toString('utf8'),
    change: 'it was read as Latin-1 instead of UTF-8',
  };
  const parsed = parseBody(body);
  if (parsed === undefined) return;
  // Sent as a JSON text within JSON.
  if (typeof parsed === 'string') {
    yield { body: parsed, change: 'it was put into a JSON string' };
    return;
  }
  const ways = [
    [parsed, 'it was parsed and written again'],
    [sorted(parsed), 'it was parsed and written again with its keys in another order'],
    [envelopeOrder(parsed), 'it was parsed and written again with its keys in another order'],
  ] as const;
  for (const [value, change] of ways) {
    const compact = JSON.stringify(value);
    yield { body: compact, change };
    yield { body: escapedToAscii(compact), change };
    yield { body: `${compact}\n`, change };
    for (const indent of [2, 4, '\t']) yield { body: JSON.stringify(value, null, indent), change };
    yield { body: spaced(value), change };
  }
}

/** Without those at its end. No regular expression: one would begin anew at each line break of the body. */
function withoutLineBreaks(body: string): string {
  let end = body.length;
  while (end > 0 && (body[end - 1] === '\n' || body[end - 1] === '\r')) end -= 1;
  return body.slice(0, end);
}

/** Of what is too long or too deep to be looked into it is believed. */
export function isJson(body: string): boolean {
  if (body.length > TRIED_LENGTH_MAX || isDeeperThan(TRIED_LEVELS_MAX, body)) return true;
  return parseBody(body) !== undefined;
}

/** Undefined for what is no JSON, or too long or too deep to be looked into. */
export function parseBody(body: string): unknown {
  if (body.length > TRIED_LENGTH_MAX || isDeeperThan(TRIED_LEVELS_MAX, body)) return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}

/** The order in which we write the envelope, whatever its keys were sorted by since. */
const ENVELOPE = ['id', 'type', 'api_version', 'created_at', 'account_id', 'data'];

function envelopeOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const given = new Map<string, unknown>(Object.entries(value));
  const keys = [
    ...ENVELOPE.filter((key) => given.has(key)),
    ...[...given.keys()].filter((key) => !ENVELOPE.includes(key)),
  ];
  return Object.fromEntries(keys.map((key) => [key, given.get(key)]));
}

/** As Python's `json.dumps` writes what is not ASCII. */
function escapedToAscii(json: string): string {
  return json.replaceAll(
    /[\u0080-\uFFFF]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** With a space after each comma and colon, as Python writes JSON. */
function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, each]) => `${JSON.stringify(key)}: ${spaced(each)}`)
    .join(', ')}}`;
}
