export type Percentiles = { p50: number; p99: number };

/** What the benchmark tells; null is what this run did not, or could not, measure. */
export type Figures = {
  deliveries_per_second: number | null;
  bare_posts_per_second: number | null;
  delivery_ratio: number | null;
  /** CPU time, user and system, of all runs of the deliveries together, and how long they took. */
  cpu_seconds: {
    elapsed: number;
    server: number;
    postgres: number;
    receiver: number;
    bench: number;
  } | null;
  publishes_per_second: number | null;
  publishes_per_second_without_database: number | null;
  publish_ratio: number | null;
  /** Publishes a second past 100 webhooks whose filters refuse, over those past 100 that did not subscribe. */
  filter_ratio: number | null;
  filters: {
    webhooks: number;
    publishes_per_second: number;
    publishes_per_second_unsubscribed: number;
  } | null;
  /** From sending the request to the arrival: more than from accepting it, never less. At 200 events a second. */
  latency_ms: Percentiles | null;
  /** From the arrival of the 202 at the publisher: less than from accepting it, below 0 where it was overtaken. */
  accepted_ms: Percentiles | null;
  half_events_per_second: number | null;
  latency_at_half_ms: Percentiles | null;
  accepted_at_half_ms: Percentiles | null;
  /** Healthy p99 with half of all webhooks black holes over healthy p99 without; the worse of both settings. */
  isolation_ratio: number | null;
  isolation: { own_accounts: Isolation; one_account: Isolation | null } | null;
  /** p99 of live deliveries beside a replay to the same webhook over p99 without; how many the replay makes meanwhile. */
  replay_ratio: number | null;
  replay: (Omit<Compared, 'ratio'> & { deliveries_per_second: number }) | null;
  fan_out: { webhooks: number; ms: number; deliveries_per_second: number } | null;
  /** Deliveries a second in front of a full history over those in front of an empty one. */
  growth_ratio: number | null;
  growth: {
    stored_deliveries: number;
    database_mb: number;
    empty_per_second: number;
    full_per_second: number;
  } | null;
  /**
   * Deliveries a second of the product over those of one without sums, health, notifications, live news and counters;
   * and processor time of server and Postgres for each delivery, in microseconds.
   */
  health_cost_ratio: number | null;
  health_cost: {
    with_per_second: number;
    without_per_second: number;
    with_cpu_us: number;
    without_cpu_us: number;
  } | null;
  /** The overview of many webhooks in a browser, in milliseconds: medians, the slowest change of a filter by its name. */
  console: {
    webhooks: number;
    stored_deliveries: number;
    cold_ms: number;
    script_kb: number;
    filter_ms: Record<string, number>;
  } | null;
  rss_mb: Record<string, number | null>;
  /** What keeps a figure from saying more. */
  notes: string[];
};

/** What one kind of load makes of the waits of another. */
export type Compared = {
  /** p99 beside it over p99 without: the median of the pairs, not the ratio of the medians below. */
  ratio: number;
  without_ms: Percentiles;
  with_ms: Percentiles;
};

/** Each connection that black holes took ended with a timeout. */
export type Isolation = Compared & { black_hole_connections: number };

export const UNMEASURED: Figures = {
  deliveries_per_second: null,
  bare_posts_per_second: null,
  delivery_ratio: null,
  cpu_seconds: null,
  publishes_per_second: null,
  publishes_per_second_without_database: null,
  publish_ratio: null,
  filter_ratio: null,
  filters: null,
  latency_ms: null,
  accepted_ms: null,
  half_events_per_second: null,
  latency_at_half_ms: null,
  accepted_at_half_ms: null,
  isolation_ratio: null,
  isolation: null,
  replay_ratio: null,
  replay: null,
  fan_out: null,
  growth_ratio: null,
  growth: null,
  health_cost_ratio: null,
  health_cost: null,
  console: null,
  rss_mb: {},
  notes: [],
};

export const rounded = (value: number, digits = 0): number => Number(value.toFixed(digits));

/** The middle one, or the mean of the two in the middle. */
export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2;
}

export function percentiles(values: number[]): Percentiles {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) =>
    rounded(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN, 1);
  return { p50: at(0.5), p99: at(0.99) };
}
