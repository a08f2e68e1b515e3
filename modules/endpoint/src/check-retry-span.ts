import { type Config, invalid, retriesOutlast } from '@tidings/kernel';
import { retryDelays } from './targets.ts';

/**
 * Refuses waits between retries that add up to more than events are kept: the last retry would have nothing to send.
 * @throws {DomainError} `invalid` at `/retry/delays`.
 */
export function checkRetrySpan(
  config: Config,
  policy: { retryEnabled: boolean; maxRetries: number; retryDelays?: string[] | null | undefined },
): void {
  const used = retryDelays(
    {
      retry_enabled: policy.retryEnabled,
      max_retries: policy.maxRetries,
      retry_delays: policy.retryDelays ?? null,
    },
    config,
  );
  if (retriesOutlast(used, config.RETENTION_DAYS)) {
    throw invalid(
      '/retry/delays',
      `The last retry would come after ${config.RETENTION_DAYS} days, when its event is gone. Shorten the delays.`,
    );
  }
}
