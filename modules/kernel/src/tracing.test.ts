import { type Context, type Span, trace, type Tracer } from '@opentelemetry/api';
import { afterEach, expect, it } from 'vitest';
import { beginSpan, endSpan, isTracing, traceBy, traceparentOf } from './tracing.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';

afterEach(() => traceBy(undefined));

/** A tracer that records what it is asked for, and gives every span the same ids. */
function setup() {
  const begun: { name: string; parent: ReturnType<typeof trace.getSpanContext> }[] = [];
  const said: unknown[] = [];
  const span = {
    spanContext: () => ({ traceId: TRACE, spanId: SPAN, traceFlags: 1 }),
    setAttribute: (...given: unknown[]) => said.push(given),
    setStatus: (...given: unknown[]) => said.push(given),
    end: () => said.push('end'),
  } as unknown as Span; // what is asked of it here
  const tracer = {
    startSpan: (name: string, _options: object, context: Context) => {
      begun.push({ name, parent: trace.getSpanContext(context) });
      return span;
    },
  } as unknown as Tracer; // what is asked of it here
  traceBy(tracer);
  const begin = (parent?: string | null) =>
    beginSpan({ name: 'publish', kind: 'producer', parent, attributes: {} });
  return { begin, begun, said };
}

it('makes nothing while nobody traces', () => {
  expect(isTracing()).toBe(false);
  expect(beginSpan({ name: 'publish', kind: 'producer', parent: null, attributes: {} })).toBeUndefined();
});

it('hands a trace on in the header that it came with', () => {
  const { begin, begun } = setup();
  expect(isTracing()).toBe(true);
  const span = begin(`00-${TRACE}-${SPAN}-01`);
  expect(begun[0]?.parent).toEqual({ traceId: TRACE, spanId: SPAN, traceFlags: 1, isRemote: true });
  expect(span && traceparentOf(span)).toBe(`00-${TRACE}-${SPAN}-01`);
});

it.each([
  ['one that is not recorded', `00-${TRACE}-${SPAN}-00`, 0],
  ['one with flags that nobody knows', `00-${TRACE}-${SPAN}-ff`, 1],
  ['one of a later version, with more in it', `cc-${TRACE}-${SPAN}-01-what-the-future-holds`, 1],
])('follows %s', (_, traceparent, traceFlags) => {
  const { begin, begun } = setup();
  begin(traceparent);
  expect(begun[0]?.parent).toMatchObject({ traceId: TRACE, traceFlags });
});

it.each([
  ['nothing', undefined],
  ['null', null],
  ['text', 'trace me'],
  ['capital letters', `00-${TRACE.toUpperCase()}-${SPAN}-01`],
  ['an id of zeros', `00-${'0'.repeat(32)}-${SPAN}-01`],
  ['a parent of zeros', `00-${TRACE}-${'0'.repeat(16)}-01`],
  ['version ff', `ff-${TRACE}-${SPAN}-01`],
  ['more than version 00 has', `00-${TRACE}-${SPAN}-01-more`],
  ['two headers in one', `00-${TRACE}-${SPAN}-01, 00-${TRACE}-${SPAN}-01`],
])('begins a trace where it is given %s', (_, traceparent) => {
  const { begin, begun } = setup();
  begin(traceparent);
  expect(begun).toEqual([{ name: 'publish', parent: undefined }]);
});

it('says of a span that failed why, and of one that did not nothing', () => {
  const { begin, said } = setup();
  const [first, second] = [begin(), begin()];
  if (first) endSpan(first, null);
  expect(said.splice(0)).toEqual(['end']);
  if (second) endSpan(second, 'timeout');
  expect(said).toEqual([['error.type', 'timeout'], [{ code: 2 }], 'end']);
});
