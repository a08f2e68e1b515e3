import fc from 'fast-check';
import type { Described, Document, Parameter } from './document.ts';
import { signedRequests } from './signed-requests.ts';
import { anyOf, hostileText, validOf } from './values.ts';

/** A request as its bytes: the target is sent as it is. */
export type RawRequest = {
  method: string;
  target: string;
  headers: Record<string, string>;
  body: string | undefined;
};

type Known = { ids: Record<string, string>; headers: Record<string, string> };

/** Nothing in these is straightened by a client that means well. */
const CROOKED = [
  '%',
  '%zz',
  '%00',
  '%c0%ae',
  '%ed%a0%80',
  '..',
  '%2e%2e%2f',
  '%2f',
  '',
  '+',
  '?',
  '#',
  'a'.repeat(8_000),
];

const BODIES = [
  '',
  ' ',
  '{',
  '{}x',
  'null',
  '[]',
  '"x"',
  '1',
  '1e400',
  '\ufeff{}',
  '{"a":1,"a":2}',
  '{"__proto__":1,"constructor":2}',
  '[1,]',
  "{'a':1}",
  '{"a":NaN}',
  '\u0000',
  '{"\\u0000":1}',
  '{"a":"\\ud800"}',
  '['.repeat(100_000) + ']'.repeat(100_000),
  '{"data":'.repeat(50_000) + '1' + '}'.repeat(50_000),
  `{${Array.from({ length: 30_000 }, (_, n) => `"k${n}":${n}`).join(',')}}`,
  `{"a":"${'x'.repeat(1_100_000)}"}`,
  `{"a":${'9'.repeat(100_000)}}`,
];

const CONTENT_TYPES = [
  'application/json; charset=utf-16',
  'application/json;charset=UTF-8',
  'application/json; a="',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'application/vnd.api+json',
  'x'.repeat(2_000),
  ';',
  '',
];

const ODD_HEADERS: [string, string][] = [
  ['accept', ''],
  ['accept', 'text/html'],
  ['accept', 'application/json;q=x, */*;q=2'],
  ['accept', 'a'.repeat(5_000)],
  ['accept', 'text/csv'],
  ['content-encoding', 'gzip'],
  ['content-encoding', 'br'],
  ['content-encoding', 'x'],
  ['expect', '100-continue'],
  ['if-none-match', '*'],
  ['range', 'bytes=0-1'],
  ['idempotency-key', ''],
  ['idempotency-key', 'é'],
  ['idempotency-key', 'k'.repeat(300)],
  ['tidings-account', 'acct_x'],
  ['tidings-account', ''],
  ['tidings-account', '\u00ff'],
  ['authorization', 'Bearer'],
  ['authorization', `Bearer tdg_sk_${'x'.repeat(5_000)}`],
  ['authorization', 'Bearer tdg_ak_\u00ff'],
  ['x-forwarded-for', '1.2.3.4, "'],
  ['x-http-method-override', 'DELETE'],
  ['cookie', 'tidings.session_token=%; __proto__=1; a'],
  ['origin', 'null'],
  ['host', 'evil.example'],
];

/** Requests for an operation: right ones, and all kinds of wrong ones. */
export function requestsFor(
  document: Document,
  operation: Described,
  known: Known,
): fc.Arbitrary<RawRequest> {
  const inPath = operation.parameters.filter(({ in: place }) => place === 'path');
  const inQuery = operation.parameters.filter(({ in: place }) => place === 'query');
  const path = fc.tuple(...inPath.map((parameter) => pathValue(parameter, operation, known)));
  const query = fc.array(queryPair(document, inQuery), { maxLength: 4 });
  return fc
    .record({
      path,
      query,
      text: bodyText(document, operation),
      type: often('application/json', CONTENT_TYPES),
      odd: fc.option(fc.constantFrom(...ODD_HEADERS), { freq: 4 }),
    })
    .map((parts): RawRequest => {
      let at = 0;
      const target = operation.path.replaceAll(/\{\w+\}/g, () => String(parts.path[at++]));
      const search = parts.query.map(([name, value]) => `${name}=${value}`).join('&');
      return {
        method: operation.method,
        target: `/api/v1${target}${search ? `?${search}` : ''}`,
        headers: {
          ...known.headers,
          ...(parts.text !== undefined && { 'content-type': parts.type }),
          ...(parts.odd && { [parts.odd[0]]: parts.odd[1] }),
        },
        body: parts.text,
      };
    });
}

function often<Value>(usual: Value, others: Value[]): fc.Arbitrary<Value> {
  return fc.oneof(
    { weight: 8, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );
}

function pathValue({ name }: Parameter, { path, method }: Described, { ids }: Known): fc.Arbitrary<string> {
  const own = path.startsWith('/event-types') ? typeFor(method) : (ids[path] ?? name);
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant(own) },
    { weight: 1, arbitrary: fc.constantFrom(...Object.values(ids)) },
    // An empty segment, a query or a fragment would make it another operation.
    { weight: 1, arbitrary: fc.constantFrom(...CROOKED.filter((each) => !['', '?', '#'].includes(each))) },
    { weight: 1, arbitrary: hostileText.map((text) => encoded(text).slice(0, 4_000) || '%20') },
  );
}

/** What others publish is not to be changed or deleted. */
function typeFor(method: string): string {
  return method === 'GET' ? 'tag.created' : 'fuzz.made';
}

function queryPair(document: Document, parameters: Parameter[]): fc.Arbitrary<[string, string]> {
  const value = fc.oneof(hostileText.map(encoded), fc.constantFrom(...CROOKED));
  const unknown = fc.tuple(
    fc.constantFrom('surprise', '__proto__', 'limit[]', 'limit[a]', 'a.b', '%', ''),
    value,
  );
  if (parameters.length === 0) return unknown;
  const known = fc.constantFrom(...parameters).chain((parameter) =>
    fc.tuple(
      fc.constant(parameter.name),
      fc.oneof(
        {
          weight: 3,
          arbitrary: validOf(document, parameter.schema).map((given) => encoded(String(given))),
        },
        { weight: 2, arbitrary: value },
      ),
    ),
  );
  return fc.oneof({ weight: 5, arbitrary: known }, { weight: 1, arbitrary: unknown });
}

function bodyText(document: Document, { body, method, path }: Described): fc.Arbitrary<string | undefined> {
  if (!body)
    return method === 'GET' || method === 'DELETE'
      ? fc.constant(undefined)
      : fc.constantFrom(undefined, ...BODIES);
  const values =
    path === '/signatures/verify' ? fc.oneof(signedRequests, anyOf(document, body)) : anyOf(document, body);
  return fc.oneof(
    { weight: 9, arbitrary: values.map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: fc.constantFrom(...BODIES) },
  );
}

/** A lone surrogate has no UTF-8, and so no percent-encoding. */
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .slice(0, 6_000)
    .replace(/%[0-9a-f]?$/i, '');
}
