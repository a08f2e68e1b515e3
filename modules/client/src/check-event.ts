import type { OutboxEvent } from './outbox-event.ts';

/** Tidings takes no larger and no deeper events. */
const BYTES_LIMIT = 256 * 1024;
const DEPTH_LIMIT = 50;
const DAY_MS = 86_400_000;
const AHEAD_MS = DAY_MS;
const BACK_MS = 3_653 * DAY_MS;
/** What the envelope adds to `data` at most: names, ids, dates and the longest type. */
const ENVELOPE_BYTES = 400;

const ACCOUNT_ID = /^acct_[0-7][0-9a-hjkmnp-tv-z]{25}$/;
const TYPE = /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** An event that Tidings would refuse whatever its catalog says. */
export class OutboxEventError extends Error {
  override name = 'OutboxEventError';
  /** JSON pointer to what is at fault. */
  readonly path: string;

  constructor(path: string, message: string) {
    super(`${path || 'The event'}: ${message}`);
    this.path = path;
  }
}

/**
 * Checks what can be checked without Tidings: names, sizes, and whether JSON carries the data unchanged. Whether the
 * type exists and the data satisfies its schema, only Tidings knows.
 * @returns the data as JSON, and the moment at which the event happened; undefined: now.
 * @throws {OutboxEventError}
 */
export function checkEvent(event: OutboxEvent): { json: string; createdAt: string | undefined } {
  if (!ACCOUNT_ID.test(event.account_id))
    throw new OutboxEventError('/account_id', 'Expected an id like "acct_01k…".');
  if (!TYPE.test(event.type) || event.type.length > 100)
    throw new OutboxEventError('/type', 'Expected a name like "email.opened", of at most 100 characters.');
  if (event.api_version !== undefined && !DATE.test(event.api_version))
    throw new OutboxEventError('/api_version', 'Expected a date such as 2026-11-01.');
  if (typeof event.data !== 'object' || event.data === null || Array.isArray(event.data))
    throw new OutboxEventError('/data', 'Expected an object.');
  checkValue(event.data, ['data'], DEPTH_LIMIT);
  const json = JSON.stringify(event.data);
  if (Buffer.byteLength(json) + ENVELOPE_BYTES > BYTES_LIMIT)
    throw new OutboxEventError('/data', 'An event has at most 256 KiB.');
  return { json, createdAt: timeOf(event.created_at) };
}

function timeOf(createdAt: Date | string | undefined): string | undefined {
  if (createdAt === undefined) return undefined;
  const time = new Date(createdAt);
  const fromNowMs = time.getTime() - Date.now(); // NaN for what is no date
  if (fromNowMs >= -BACK_MS && fromNowMs <= AHEAD_MS) return time.toISOString();
  const expected =
    'Expected a date such as 2026-11-20T14:34:00.000Z, of the last ten years and at most a day ahead.';
  throw new OutboxEventError('/created_at', expected);
}

/** JSON drops, changes or cannot hold these without a word; and a cycle is deeper than any limit. */
function checkValue(given: unknown, path: string[], levels: number): void {
  const fail = (message: string) => new OutboxEventError(pointer(path), message);
  const value = hasToJson(given) ? given.toJSON() : given;
  switch (typeof value) {
    case 'string':
      if (!value.isWellFormed() || value.includes('\0'))
        throw fail('Text cannot contain the character NUL or half of a surrogate pair.');
      return;
    case 'number':
      if (!Number.isFinite(value)) throw fail('JSON has no NaN and no infinite numbers.');
      if (Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < 1e21)
        throw fail('A whole number beyond 2^53 loses digits on its way; send it as text.');
      return;
    case 'boolean':
      return;
    case 'object':
      break;
    default:
      throw fail(`JSON has no ${typeof value}.`);
  }
  if (value === null) return;
  if (levels === 0) throw fail(`Data may be nested ${DEPTH_LIMIT} levels deep.`);
  for (const [key, each] of Object.entries(value)) {
    if (key === '__proto__')
      throw new OutboxEventError(pointer([...path, key]), 'The name __proto__ cannot be used.');
    if (!key.isWellFormed() || key.includes('\0'))
      throw fail('Names cannot contain the character NUL or half of a surrogate pair.');
    if (each === undefined && !Array.isArray(value)) continue; // left out, as everybody expects
    checkValue(each, [...path, key], levels - 1);
  }
}

function hasToJson(value: unknown): value is { toJSON: () => unknown } {
  return (
    typeof value === 'object' && value !== null && 'toJSON' in value && typeof value.toJSON === 'function'
  );
}

/** RFC 6901. */
function pointer(path: string[]): string {
  return path.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
