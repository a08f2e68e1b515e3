import { type Config, durationMs, type Logger, type Sql, statement } from '@tidings/kernel';
import { liveSecrets } from '@tidings/secret';

/** What the sender must know of a webhook. */
export type Target = {
  id: string;
  url: string;
  status: string;
  timeoutMs: number;
  headers: Record<string, string>;
  /** Waits before each retry, as long as retries are allowed. */
  retryDelaysMs: number[];
  /** Newest first. */
  secrets: string[];
};

type Row = {
  id: string;
  url: string;
  status: string;
  timeout_seconds: number;
  headers: Record<string, string>;
  retry_enabled: boolean;
  max_retries: number;
  retry_delays: string[] | null;
};

const TARGETS = statement<Row>(
  'endpoint.targets',
  `SELECT id, url, status, timeout_seconds, headers, retry_enabled, max_retries, retry_delays
   FROM endpoint.endpoint
   WHERE id = ANY ($1::text[])`,
);

/** Current configuration and live secrets of many webhooks at once, by id; deleted ones are missing. */
export async function loadTargets(
  ctx: { config: Config; database: Sql; log: Logger },
  ids: string[],
): Promise<Map<string, Target>> {
  const [rows, secrets] = await Promise.all([ctx.database.query(TARGETS, [ids]), liveSecrets(ctx, ids)]);
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        url: row.url,
        status: row.status,
        timeoutMs: row.timeout_seconds * 1000,
        headers: row.headers,
        retryDelaysMs: retryDelays(row, ctx.config).map(durationMs),
        secrets: secrets.get(row.id) ?? [],
      },
    ]),
  );
}

/** The delays that count: none when retries are off, at most `max_retries`. */
export function retryDelays(
  policy: { retry_enabled: boolean; max_retries: number; retry_delays: string[] | null },
  config: Config,
): string[] {
  return policy.retry_enabled
    ? (policy.retry_delays ?? config.RETRY_DELAYS).slice(0, policy.max_retries)
    : [];
}
