import { isDeepStrictEqual } from 'node:util';

type State = Readonly<Record<string, unknown>>;

const REDACTED = '[redacted]';
/** Of a value that is not shown it is still told that it is another one now. */
const CHANGED = '[redacted, changed]';

/** Fields whose value is a secret or stands for one, in any spelling. What only points at one may be shown. */
const SECRET_NAME =
  /secret|passw|passphrase|token|credential|authorization|cookie|api_?key|private_?key|(?:^|_)t?otp|hash/i;
const HARMLESS_NAME = /_(hint|id|ids|at|count|expires_in)$|^(public_key|prefix)$/i;
/** Every value below is somebody's to keep: integrators put keys into headers of any name. */
const SECRET_FOLDER = /^headers$/i;
/** What is a secret wherever it stands: signing secrets, our keys, tokens of HTTP and of JOSE, private keys. */
const SECRET_VALUE =
  /wh(?:sec|sk)_[A-Za-z0-9+/=_-]+|tdg_[a-z]{2}_[A-Za-z0-9_-]+|\b(?:Bearer|Basic) +[A-Za-z0-9+/=._~-]+|\beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*)?|-----BEGIN[^]*?(?:-----END[^-]*-----|$)/g;
const URL_LIKE = /^[a-z][a-z0-9+.-]*:\/\//i;
/** Longer parts of a path may be what lets in: whoever knows https://hooks.slack.com/services/T…/B…/… may write there. */
const LONG_SEGMENT = 12;
/** Words, which are no secret however many there are: `customer-notifications`. */
const WORDS = /^[a-z]{1,15}(?:[._-][a-z]{1,15})*$/i;
const HINT_CHARACTERS = 3;

/**
 * What of a change may be kept for ever: with both states only the fields that differ, and no secret. A value is
 * replaced where its field's name is that of a secret, everywhere below `headers`, and where it looks like a secret;
 * of a URL, the user, the password, the values of the query, and all but the beginning of long parts of the path that
 * are not words. Where a replaced value differs, that is said.
 */
export function redactChange(
  before: State | undefined,
  after: State | undefined,
): { before: State | null; after: State | null } {
  if (!before || !after) {
    return { before: before ? redactState(before) : null, after: after ? redactState(after) : null };
  }
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => !isDeepStrictEqual(before[name], after[name]),
  );
  const of = (state: State) =>
    Object.fromEntries(names.filter((name) => name in state).map((name) => [name, state[name]]));
  const [was, is] = [redactState(of(before)), redactState(of(after))];
  for (const name of names) {
    const marked = markChanged({ was: before[name], is: after[name] }, { was: was[name], is: is[name] });
    if (name in is) Object.assign(is, { [name]: marked });
  }
  return { before: was, after: is };
}

function redactState(state: State): Record<string, unknown> {
  return redactRecord(state, false);
}

function redactRecord(record: State, isSecret: boolean): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [
      name,
      redact(
        value,
        isSecret || SECRET_FOLDER.test(name) || (SECRET_NAME.test(name) && !HARMLESS_NAME.test(name)),
      ),
    ]),
  );
}

function redact(value: unknown, isSecret: boolean): unknown {
  if (value === null || value === undefined || typeof value === 'boolean') return value ?? null;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((each: unknown) => redact(each, isSecret));
  if (typeof value === 'object') return redactRecord(Object.fromEntries(Object.entries(value)), isSecret);
  if (isSecret) return REDACTED;
  return typeof value === 'string' ? redactText(value) : value;
}

/** A text without what looks like a secret wherever it stands, and as a URL without what may let somebody in. */
export function redactText(text: string): string {
  const shown = URL_LIKE.test(text) ? redactUrl(text) : text;
  return shown.replaceAll(SECRET_VALUE, REDACTED);
}

function redactUrl(text: string): string {
  const url = URL.parse(text);
  if (!url) return text;
  const path = url.pathname.split('/').map(redactSegment).join('/');
  if (!url.username && !url.password && !url.search && !url.hash && path === url.pathname) return text;
  url.username = '';
  url.password = '';
  // A parameter without a value may be a key by itself.
  const query = [...url.searchParams]
    .map(([name, value]) => (value === '' ? REDACTED : `${encodeURIComponent(name)}=${REDACTED}`))
    .join('&');
  const hash = url.hash && `#${redactSegment(url.hash.slice(1))}`;
  url.search = '';
  url.hash = '';
  const origin = url.href.slice(0, url.href.length - url.pathname.length);
  return `${origin}${path}${query && `?${query}`}${hash}`;
}

function redactSegment(segment: string): string {
  if (segment.length < LONG_SEGMENT || WORDS.test(segment)) return segment;
  return `${segment.slice(0, HINT_CHARACTERS)}…${REDACTED}`;
}

type Pair = { was: unknown; is: unknown };

/** What is shown of the new value, where each part that was replaced and is another one now says so. */
function markChanged(value: Pair, shown: Pair): unknown {
  if (isDeepStrictEqual(value.was, value.is)) return shown.is;
  if (typeof shown.is === 'string')
    return shown.is === shown.was ? shown.is.replaceAll(REDACTED, CHANGED) : shown.is;
  if (Array.isArray(shown.is))
    return shown.is.map((_each, index) => markChanged(partOf(value, index), partOf(shown, index)));
  if (typeof shown.is !== 'object' || shown.is === null) return shown.is;
  return Object.fromEntries(
    Object.keys(shown.is).map((name) => [name, markChanged(partOf(value, name), partOf(shown, name))]),
  );
}

function partOf({ was, is }: Pair, name: string | number): Pair {
  const of = (whole: unknown): unknown =>
    typeof whole === 'object' && whole !== null ? Reflect.get(whole, name) : undefined;
  return { was: of(was), is: of(is) };
}
