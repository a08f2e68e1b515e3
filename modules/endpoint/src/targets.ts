import { type Config, type Database, durationMs, type Logger, statement } from '@tidings/kernel';
import { NO_KEYS, type SignatureScheme, signingKeys, type SigningKeys } from '@tidings/secret';

/** What the sender must know of a webhook. */
export type Target = {
  id: string;
  url: string;
  status: string;
  timeoutMs: number;
  headers: Record<string, string>;
  /** Waits before each retry, as long as retries are allowed. */
  retryDelaysMs: number[];
  scheme: SignatureScheme;
  keys: SigningKeys;
};

type Row = {
  id: string;
  url: string;
  status: string;
  timeout_seconds: number;
  headers: Record<string, string>;
  signature_scheme: SignatureScheme;
  retry_enabled: boolean;
  max_retries: number;
  retry_delays: string[] | null;
};

const TARGETS = statement<Row>(
  'endpoint.targets',
  `SELECT id, url, status, timeout_seconds, headers, signature_scheme, retry_enabled, max_retries, retry_delays
   FROM endpoint.endpoint
   WHERE id = ANY ($1::text[])`,
);

/** Current configuration and signing keys of many webhooks at once, by id; deleted ones are missing. */
export async function loadTargets(
  ctx: { config: Config; database: Database; log: Logger },
  ids: string[],
): Promise<Map<string, Target>> {
  const [rows, keys] = await Promise.all([ctx.database.query(TARGETS, [ids]), signingKeys(ctx, ids)]);
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
        scheme: row.signature_scheme,
        keys: keys.get(row.id) ?? NO_KEYS,
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
