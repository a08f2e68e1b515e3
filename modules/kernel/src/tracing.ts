import {
  type Attributes,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api';

let tracer: Tracer | undefined;

/** Traces by this from now on; without one, nothing is traced. For whoever starts an SDK. */
export function traceBy(given: Tracer | undefined): void {
  tracer = given;
}

/** To be asked before anything is made for a trace: where nobody traces, it costs this question. */
export function isTracing(): boolean {
  return tracer !== undefined;
}

type Beginning = {
  name: string;
  kind: 'producer' | 'client';
  /** A `traceparent` that it follows; none, or one that is none, begins a trace. */
  parent: string | null | undefined;
  /** By the semantic conventions of OpenTelemetry; ours begin with `tidings.`. */
  attributes: Attributes;
};

const KINDS = { producer: SpanKind.PRODUCER, client: SpanKind.CLIENT };

/** Begins a span, to be ended by {@link endSpan}. Undefined while nothing is traced. */
export function beginSpan({ name, kind, parent, attributes }: Beginning): Span | undefined {
  return tracer?.startSpan(name, { kind: KINDS[kind], attributes }, contextOf(parent));
}

/** @param error a class of errors, few of them, such as `timeout`; null: it went well. */
export function endSpan(span: Span, error: string | null): void {
  if (error !== null) {
    span.setAttribute('error.type', error);
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}

/** The place of a span in its trace as the header `traceparent` has it (W3C Trace Context, version 00). */
export function traceparentOf(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}

// W3C Trace Context §3.2.2: later versions may go on after the flags; ids of zeros only are none, and ff is no version.
const TRACEPARENT =
  /^(?!ff)([0-9a-f]{2})-((?!0{32})[0-9a-f]{32})-((?!0{16})[0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$/;

function contextOf(traceparent: string | null | undefined) {
  const [whole, version, traceId, spanId, flags] = TRACEPARENT.exec(traceparent ?? '') ?? [];
  if (!traceId || !spanId || !flags) return ROOT_CONTEXT;
  if (version === '00' && whole?.length !== 55) return ROOT_CONTEXT;
  const traceFlags = Number.parseInt(flags, 16) & 1; // of what it may say, only whether it is recorded
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}
