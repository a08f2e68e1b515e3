import { setTimeout as sleep } from 'node:timers/promises';
import { diag, DiagLogLevel } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { type Config, type Logger, traceBy } from '@tidings/kernel';
import manifest from '../package.json' with { type: 'json' };

/** Some seconds of the busiest process; beyond that spans are lost rather than memory. */
const SPANS_KEPT = 16_384;
const SPANS_TOGETHER = 1_024;
const EXPORT_EVERY_MS = 1_000;
const EXPORT_WITHIN_MS = 5_000;
/** A collector that is away is worth one line in so long. */
const WARN_EVERY_MS = 60_000;
const REASON_CHARACTERS = 300;

type Settings = Pick<Config, 'OTEL_EXPORTER_OTLP_HEADERS' | 'OTEL_SERVICE_NAME' | 'OTEL_TRACES_SAMPLER_ARG'>;

/**
 * Sends traces to the collector at `endpoint`, by OTLP over HTTP. A collector that is slow or away holds up nothing: what it does not take
 * is dropped.
 * @returns what ends it: what was recorded is sent, for some seconds at most.
 */
export function startTracing(endpoint: string, config: Settings, log: Logger): () => Promise<void> {
  warnBy(log);
  const exporter = new OTLPTraceExporter({
    // As the specification of the exporter has it: the endpoint is a base, below which each signal has its path.
    url: `${endpoint.replace(/\/+$/, '')}/v1/traces`,
    headers: config.OTEL_EXPORTER_OTLP_HEADERS ?? {},
    timeoutMillis: EXPORT_WITHIN_MS,
  });
  const processor = new BatchSpanProcessor({
    exporter,
    maxQueueSize: SPANS_KEPT,
    maxExportBatchSize: SPANS_TOGETHER,
    scheduledDelayMillis: EXPORT_EVERY_MS,
    exportTimeoutMillis: EXPORT_WITHIN_MS,
  });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': config.OTEL_SERVICE_NAME,
      'service.version': manifest.version,
    }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(config.OTEL_TRACES_SAMPLER_ARG) }),
    spanProcessors: [processor],
  });
  traceBy(provider.getTracer('tidings', manifest.version));
  return async () => {
    traceBy(undefined);
    const ended = provider.shutdown().catch(() => undefined); // it has been told of already
    await Promise.race([ended, sleep(EXPORT_WITHIN_MS, undefined, { ref: false })]);
    diag.disable();
  };
}

/** What the SDK cannot do, it tells to nobody unless somebody asks. */
function warnBy(log: Logger): void {
  let warnedAtMs = -Infinity;
  const ignore = () => undefined;
  const warn = (reason: string) => {
    if (performance.now() - warnedAtMs < WARN_EVERY_MS) return;
    warnedAtMs = performance.now();
    log.warn(
      { reason: reason.slice(0, REASON_CHARACTERS) },
      'Traces do not reach the collector; they are dropped until they do',
    );
  };
  diag.setLogger({ error: warn, warn, info: ignore, debug: ignore, verbose: ignore }, DiagLogLevel.WARN);
}
