import type { Trial } from './send-trial.ts';
import { likelyCauses } from './likely-causes.ts';
import type { TestResult } from './trial-schema.ts';

/** A test as its answer shows it. */
export function presentTrial(
  { attemptId, startedAt, url, headers, outcome }: Trial,
  given: { deliveryId: string | null; body: string; timeoutMs: number; namesSourceIps: boolean },
): TestResult {
  const success = outcome.error === null;
  return {
    success,
    attempt: {
      id: attemptId,
      delivery_id: given.deliveryId,
      number: 1,
      started_at: startedAt.toISOString(),
      duration_ms: outcome.durationMs,
      outcome: success ? 'succeeded' : 'failed',
      error: outcome.error,
      error_detail: outcome.errorDetail,
      status_code: outcome.statusCode,
      request: { url, headers, body: given.body },
      response: outcome.response,
      timings: outcome.timings,
    },
    causes: likelyCauses(outcome, given.timeoutMs, given.namesSourceIps),
  };
}
