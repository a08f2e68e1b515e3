import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from '@tidings/kernel';
import type { Dispatcher } from 'undici';
import { classify, classifyStatus } from './attempt-error.ts';
import type { ConnectionPhases } from './guarded-connector.ts';
import type { AttemptError, Timings } from './schema.ts';

/** So much of a response's body is read and kept. */
const BODY_LIMIT_BYTES = 64 * 1024;

/** How an attempt ended; `error` is null for a success. */
export type Outcome = {
  statusCode: number | null;
  error: AttemptError | null;
  errorDetail: string | null;
  response: { headers: Record<string, string | string[]>; body: string; truncated: boolean } | null;
  timings: Timings;
  durationMs: number;
};

/** One request and its response, as undici's dispatcher tells it. Ends exactly once: by the response, an error or the deadline. */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly outcome: Promise<Outcome>;
  readonly #clock: Clock;
  readonly #phasesOf: (error: Error) => ConnectionPhases | undefined;
  readonly #startedMs: number;
  readonly #timer: NodeJS.Timeout;
  readonly #chunks: Buffer[] = [];
  #resolve!: (outcome: Outcome) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #ended = false;
  #bytes = 0;
  #statusCode: number | null = null;
  #headers: Record<string, string | string[]> = {};
  #firstByteMs: number | null = null;
  #phases: ConnectionPhases = { dns: null, connect: null, tls: null };

  /** @param phasesOf how long each phase of a connection took that an error ended. */
  constructor(clock: Clock, timeoutMs: number, phasesOf: (error: Error) => ConnectionPhases | undefined) {
    this.#phasesOf = phasesOf;
    this.#clock = clock;
    this.#startedMs = clock.monotonicMs();
    this.outcome = new Promise((resolve) => (this.#resolve = resolve));
    // One deadline over everything: undici's own timeouts begin again with each phase and each chunk.
    this.#timer = setTimeout(() => {
      this.#end({
        error: 'timeout',
        errorDetail: `The response had not ended after ${timeoutMs / 1000} seconds.`,
      });
      this.#controller?.abort(new Error('deadline'));
    }, timeoutMs);
  }

  /** The request goes out on a connection that was opened for it. */
  opened(phases: ConnectionPhases): void {
    this.#phases = phases;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#ended) controller.abort(new Error('deadline'));
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    statusCode: number,
    headers: IncomingHttpHeaders,
  ): void {
    if (statusCode < 200) return; // informational; the answer is still to come
    this.#firstByteMs = this.#elapsedMs();
    this.#statusCode = statusCode;
    this.#headers = Object.fromEntries(
      Object.entries(headers).filter((entry) => entry[1] !== undefined),
    ) as Record<string, string | string[]>; // filtered just now
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#ended) return;
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    if (this.#bytes > BODY_LIMIT_BYTES) {
      this.#endByStatus();
      controller.abort(new Error('body limit'));
    }
  }

  onResponseEnd(): void {
    this.#endByStatus();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#phases = this.#phasesOf(error) ?? this.#phases;
    this.#end(classify(error));
  }

  /** The dispatcher refused the request before it began. */
  refused(error: Error): void {
    this.#end(classify(error));
  }

  #endByStatus(): void {
    const status = this.#statusCode ?? 0;
    const error = classifyStatus(status);
    this.#end({ error, errorDetail: error && `The endpoint answered ${status}.` });
  }

  #end(result: { error: AttemptError | null; errorDetail: string | null }): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#timer);
    const totalMs = this.#elapsedMs();
    this.#resolve({
      ...result,
      statusCode: this.#statusCode,
      response: this.#statusCode === null ? null : { headers: this.#headers, ...this.#body() },
      timings: {
        dns: rounded(this.#phases.dns),
        connect: rounded(this.#phases.connect),
        tls: rounded(this.#phases.tls),
        first_byte: rounded(this.#firstByteMs),
        total: rounded(totalMs),
      },
      durationMs: Math.round(totalMs),
    });
  }

  #body(): { body: string; truncated: boolean } {
    if (this.#bytes === 0) return { body: '', truncated: false };
    const bytes = Buffer.concat(this.#chunks).subarray(0, BODY_LIMIT_BYTES);
    return { body: bytes.toString('utf8'), truncated: this.#bytes > BODY_LIMIT_BYTES };
  }

  #elapsedMs(): number {
    return this.#clock.monotonicMs() - this.#startedMs;
  }
}

/** Tenths of a millisecond are all that the clock is good for. */
function rounded(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms * 10) / 10;
}
