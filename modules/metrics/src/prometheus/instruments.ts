import type { RecordedAttempt } from '@tidings/delivery';
import { attemptError } from '@tidings/delivery/schema';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Measured } from './measure.ts';

/** Upper bounds in seconds, up to the longest timeout. */
const DURATIONS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30];
/** In seconds: what is sent at once, what waits for a free hand, and what stands. */
const WAITS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900];
const QUEUE_STATES = ['sending', 'due', 'scheduled', 'held'] as const;

/** A pool of connections, as `pg` tells of it. */
export type Pool = { readonly totalCount: number; readonly idleCount: number; readonly waitingCount: number };

/**
 * What this process counts and measures, for Prometheus. No label has an account, a webhook or anything else of which
 * there can be any number: the largest has a value for each error class.
 */
export class Instruments {
  readonly #registry = new Registry();
  readonly #published = this.#counter('tidings_events_published_total', 'Events that were accepted.');
  readonly #attempts = this.#counter(
    'tidings_attempts_total',
    'Attempts that were recorded, by outcome: "succeeded" or the class of the error.',
    'outcome',
  );
  readonly #deliveries = this.#counter(
    'tidings_deliveries_total',
    'Deliveries that arrived ("succeeded") or were given up ("exhausted"), each only the first time.',
    'outcome',
  );
  readonly #disabled = this.#counter(
    'tidings_webhooks_disabled_total',
    'Webhooks that the system has disabled, by reason.',
    'reason',
  );
  readonly #mails = this.#counter(
    'tidings_mails_total',
    'Attempts to send an e-mail: "sent"; "put_off", as while the mail server is away; "given_up" for good.',
    'outcome',
  );
  readonly #durations = new Histogram({
    name: 'tidings_attempt_duration_seconds',
    help: 'From the begin of an attempt to the end of its answer, by whether it succeeded.',
    labelNames: ['outcome'],
    buckets: DURATIONS,
    registers: [this.#registry],
  });
  readonly #waits = new Histogram({
    name: 'tidings_delivery_wait_seconds',
    help: 'From when a delivery was due to the begin of its attempt, of what no gate held back: the first one since it was published, or a retry.',
    labelNames: ['attempt'],
    buckets: WAITS,
    registers: [this.#registry],
  });
  readonly #queue = this.#gauge(
    'tidings_queue_deliveries',
    'Unfinished deliveries, by what they wait for.',
    'state',
  );
  readonly #oldestDue = this.#gauge(
    'tidings_queue_oldest_due_seconds',
    'For how long the oldest delivery has been due that nothing holds back, of webhooks that are not being sent to.',
  );
  readonly #breakers = this.#gauge(
    'tidings_breakers_open',
    'Webhooks that are held back after failures in a row, each of them slow.',
  );
  readonly #partitions = this.#gauge('tidings_partitions', 'Daily partitions, by table.', 'table');
  readonly #partitionDays = this.#gauge(
    'tidings_partition_days_ahead',
    'Days from today to the newest partition; below 0 nothing can be stored.',
    'table',
  );
  readonly #partitionBytes = this.#gauge(
    'tidings_partition_bytes',
    'What they take on disk, with indexes.',
    'table',
  );
  readonly #databaseUp = this.#gauge(
    'tidings_database_up',
    '1 while the database answers what is asked here.',
  );
  readonly #measuredAgo = this.#gauge(
    'tidings_queue_measured_seconds_ago',
    'Age of what is told of queue and partitions, which is measured now and then.',
  );
  /** Told anew for each scrape. */
  readonly #connections = this.#gauge(
    'tidings_database_connections',
    'Connections of a pool of this process, by whether they are in use.',
    'pool',
    'state',
  );
  readonly #waiting = this.#gauge(
    'tidings_database_waiting',
    'Who waits for a connection of a pool.',
    'pool',
  );
  readonly #succeeded = this.#durations.labels('succeeded');
  readonly #failed = this.#durations.labels('failed');
  readonly #firstWait = this.#waits.labels('first');
  readonly #retryWait = this.#waits.labels('retry');

  constructor() {
    collectDefaultMetrics({ register: this.#registry });
    // Rates of what never happened are 0, and not missing.
    for (const outcome of ['succeeded', ...attemptError.options]) this.#attempts.inc({ outcome }, 0);
    for (const outcome of ['succeeded', 'exhausted']) this.#deliveries.inc({ outcome }, 0);
    for (const outcome of ['succeeded', 'failed']) this.#durations.zero({ outcome });
    for (const attempt of ['first', 'retry']) this.#waits.zero({ attempt });
    for (const reason of ['consecutive_failures', 'sustained_failures', 'gone'])
      this.#disabled.inc({ reason }, 0);
    for (const outcome of ['sent', 'put_off', 'given_up']) this.#mails.inc({ outcome }, 0);
  }

  published(count: number): void {
    this.#published.inc(count);
  }

  disabled(reason: string): void {
    this.#disabled.inc({ reason });
  }

  /** An attempt to send an e-mail. */
  mailed(outcome: string): void {
    this.#mails.inc({ outcome });
  }

  /** Attempts of which the records were committed. */
  recorded(attempts: readonly RecordedAttempt[]): void {
    const outcomes = new Map<string, number>();
    let delivered = 0;
    for (const { error, durationMs, waitedMs, isFirst, isDelivered } of attempts) {
      const outcome = error ?? 'succeeded';
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      (error === null ? this.#succeeded : this.#failed).observe(durationMs / 1_000);
      if (waitedMs !== null) (isFirst ? this.#firstWait : this.#retryWait).observe(waitedMs / 1_000);
      if (isDelivered) delivered += 1;
    }
    for (const [outcome, count] of outcomes) this.#attempts.inc({ outcome }, count);
    this.#deliveries.inc({ outcome: 'succeeded' }, delivered);
  }

  /** Deliveries that were given up. */
  exhausted(count: number): void {
    this.#deliveries.inc({ outcome: 'exhausted' }, count);
  }

  /** All as text, in Prometheus' exposition format. */
  async expose(
    pools: Record<string, Pool>,
    measured: Measured,
  ): Promise<{ contentType: string; text: string }> {
    for (const [pool, { totalCount, idleCount, waitingCount }] of Object.entries(pools)) {
      this.#connections.set({ pool, state: 'busy' }, totalCount - idleCount);
      this.#connections.set({ pool, state: 'idle' }, idleCount);
      this.#waiting.set({ pool }, waitingCount);
    }
    this.#databaseUp.set(measured.isUp ? 1 : 0);
    this.#measuredAgo.set(measured.last?.ageSeconds ?? Infinity);
    if (measured.last) {
      const { queue, sizes } = measured.last;
      for (const state of QUEUE_STATES) this.#queue.set({ state }, queue[state]);
      this.#oldestDue.set(queue.oldest_due_seconds);
      this.#breakers.set(queue.breakers_open);
      for (const { table, partitions, days_ahead: daysAhead, bytes } of sizes) {
        this.#partitions.set({ table }, partitions);
        this.#partitionDays.set({ table }, daysAhead);
        this.#partitionBytes.set({ table }, bytes);
      }
    }
    return { contentType: this.#registry.contentType, text: await this.#registry.metrics() };
  }

  #counter(name: string, help: string, ...labelNames: string[]): Counter {
    return new Counter({ name, help, labelNames, registers: [this.#registry] });
  }

  #gauge(name: string, help: string, ...labelNames: string[]): Gauge {
    return new Gauge({ name, help, labelNames, registers: [this.#registry] });
  }
}
