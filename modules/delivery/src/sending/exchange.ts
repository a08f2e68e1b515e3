import type { IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from '@tidings/kernel';
import type { Dispatcher } from 'undici';
import { classify, classifyStatus, unended } from './attempt-error.ts';
import type { ConnectionPhases, Opening } from './guarded-connector.ts';
import { keptResponse } from './kept-response.ts';
import { ResponseBody } from './response-body.ts';
import { keptHeaders } from './response-headers.ts';
import type { Attempt, AttemptError, Timings } from '../schema.ts';

/** A request that is ready to be sent. */
export type OutgoingRequest = {
  url: string;
  headers: Record<string, string>;
  body: string;
  timeoutMs: number;
  /** Whose it is: it shares no connection with those of others, and the look-ups of names at once are limited by account. */
  accountId?: string;
};

/** How an attempt ended; `error` is null for a success. */
export type Outcome = {
  statusCode: number | null;
  error: AttemptError | null;
  errorDetail: string | null;
  response: Attempt['response'];
  timings: Timings;
  durationMs: number;
};

/** What an exchange needs of its sender. */
export interface Line {
  /** The exchange's request is written in this very turn. */
  starting(exchange: Exchange): void;
  /** Sends a request again of which nothing was sent. */
  again(exchange: Exchange): void;
  /** How long each phase of a connection took that this error ended. */
  phasesOf(error: Error): ConnectionPhases | undefined;
}

/** A deadline that is noticed so much later means that the process stood still, and not that the receiver was slow. */
const LATE_MS = 1_000;

const NO_PHASES: ConnectionPhases = { dns: null, connect: null, tls: null };

/** One request and its response, as undici's dispatcher tells it. Ends exactly once: by the response, an error or the deadline. */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly request: OutgoingRequest;
  readonly outcome: Promise<Outcome>;
  readonly #line: Line;
  readonly #clock: Clock;
  readonly #startedMs: number;
  readonly #timer: NodeJS.Timeout;
  #resolve!: (outcome: Outcome) => void;
  #opening: Opening | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #socket: Socket | undefined;
  #ended = false;
  #isRepeated = false;
  #statusCode: number | null = null;
  #headers: Record<string, string | string[]> | undefined;
  #body: ResponseBody | undefined;
  #firstByteMs: number | null = null;
  #phases = NO_PHASES;

  constructor(line: Line, request: OutgoingRequest, clock: Clock) {
    this.#line = line;
    this.request = request;
    this.#clock = clock;
    this.#startedMs = clock.monotonicMs();
    this.outcome = new Promise((resolve) => (this.#resolve = resolve));
    // One deadline over everything: undici's own timeouts begin again with each phase and each chunk.
    this.#timer = setTimeout(() => this.#expire(), request.timeoutMs);
  }

  /** A connection is being opened for this request. */
  opening(opening: Opening): void {
    this.#opening = opening;
  }

  /** The request goes out on a connection that was opened for it. */
  opened(phases: ConnectionPhases): void {
    this.#phases = phases;
  }

  /** What it goes out on, whether that was opened for it or not. */
  sentOn(socket: Socket): void {
    this.#socket = socket;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#opening = undefined;
    this.#controller = controller;
    if (this.#ended) controller.abort(new Error('deadline'));
    else this.#line.starting(this);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    statusCode: number,
    headers: IncomingHttpHeaders,
  ): void {
    if (statusCode < 200) return; // informational; the answer is still to come
    this.#firstByteMs = this.#elapsedMs();
    this.#statusCode = statusCode;
    this.#headers = keptHeaders(headers);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#ended) return;
    this.#body ??= new ResponseBody();
    this.#body.add(chunk);
    if (this.#body.isTruncated) {
      this.#endByStatus();
      controller.abort(new Error('body limit'));
    }
  }

  onResponseEnd(): void {
    // Undici takes the reset of a connection for the end of a body that says no length, where there may be more of it.
    const broken = this.#socket?.errored;
    if (broken) this.#end(classify(broken, true));
    else this.#endByStatus();
  }

  /** @param controller null when the request was refused before it began. */
  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    if (this.#ended) return;
    const phases = this.#line.phasesOf(error);
    if (!phases && !this.#controller && !this.#isRepeated && isReset(error)) {
      // A connection that rested was reset before anything was written to it. This is no answer of the receiver
      // to this request, which therefore may be sent on another connection; the deadline stays.
      this.#isRepeated = true;
      this.#line.again(this);
      return;
    }
    this.#phases = phases ?? this.#phases;
    this.#end(classify(error, this.#statusCode !== null));
  }

  #expire(): void {
    const lateMs = this.#elapsedMs() - this.request.timeoutMs;
    const stoodStill = lateMs >= LATE_MS;
    // Timers come before sockets: where this process was busy or stood still, an answer in time may be still to be read.
    setImmediate(() =>
      setImmediate(() =>
        this.#giveUp(
          stoodStill ? 'internal' : 'timeout',
          stoodStill
            ? `The sending process stood still for ${inSeconds(lateMs)}. Nobody knows whether the endpoint answered in time.`
            : `${unended(this.#opening?.phases(), this.#statusCode !== null)} after ${inSeconds(this.request.timeoutMs)}.`,
        ),
      ),
    );
  }

  #giveUp(error: AttemptError, errorDetail: string): void {
    if (this.#ended) return; // by an answer that had come meanwhile
    if (this.#opening) this.#phases = this.#opening.phases();
    this.#end({ error, errorDetail });
    this.#opening?.abort();
    this.#controller?.abort(new Error('deadline'));
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
      error: result.error,
      errorDetail: result.errorDetail,
      statusCode: this.#statusCode,
      response: this.#headers ? keptResponse(this.#headers, this.#body) : null,
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

  #elapsedMs(): number {
    return this.#clock.monotonicMs() - this.#startedMs;
  }
}

function isReset(error: Error): boolean {
  return 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
}

/** Tenths of a millisecond are all that the clock is good for. */
function rounded(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms * 10) / 10;
}

/** `1 second`, `0.15 seconds`, `51.3 seconds`. */
function inSeconds(ms: number): string {
  const seconds = ms >= 1_000 ? Math.round(ms / 100) / 10 : ms / 1_000;
  return seconds === 1 ? '1 second' : `${seconds} seconds`;
}
