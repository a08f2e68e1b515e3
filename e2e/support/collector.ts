import { type Receiver, startReceiver, status } from './receiver.ts';

/** What the tests read of a span, out of OTLP's JSON (opentelemetry-proto, trace.proto). */
export type Span = {
  name: string;
  kind: number;
  traceId: string;
  spanId: string;
  /** Empty or missing where it begins a trace. */
  parentSpanId?: string;
  status: { code?: number };
  attributes: Record<string, string | number | boolean | undefined>;
  /** Of the process that sent it. */
  resource: Record<string, string | number | boolean | undefined>;
};

type Value = { stringValue?: string; intValue?: string | number; boolValue?: boolean };
type Pair = { key: string; value: Value };
type Sent = {
  resourceSpans: {
    resource: { attributes: Pair[] };
    scopeSpans: { spans: (Omit<Span, 'attributes' | 'resource'> & { attributes: Pair[] })[] }[];
  }[];
};

function read(pairs: Pair[]): Span['attributes'] {
  return Object.fromEntries(
    pairs.map(({ key, value: { stringValue, intValue, boolValue } }) => [
      key,
      stringValue ?? (intValue === undefined ? boolValue : Number(intValue)),
    ]),
  );
}

/** An OpenTelemetry collector that keeps the traces that it is sent, by OTLP over HTTP. */
export class Collector {
  readonly receiver: Receiver;

  constructor(receiver: Receiver) {
    this.receiver = receiver;
  }

  /** For OTEL_EXPORTER_OTLP_ENDPOINT. */
  get url(): string {
    return new URL(this.receiver.url).origin;
  }

  get spans(): Span[] {
    return this.receiver.arrivals
      .filter(({ path }) => path === '/v1/traces')
      .flatMap(({ body }) => (JSON.parse(String(body)) as Sent).resourceSpans)
      .flatMap(({ resource, scopeSpans }) =>
        scopeSpans.flatMap(({ spans }) =>
          spans.map((span) => ({
            ...span,
            attributes: read(span.attributes),
            resource: read(resource.attributes),
          })),
        ),
      );
  }

  close(): Promise<void> {
    return this.receiver.close();
  }
}

export async function startCollector(): Promise<Collector> {
  const receiver = await startReceiver();
  receiver.behaviour = status(200, { 'content-type': 'application/json' }, '{}');
  return new Collector(receiver);
}
