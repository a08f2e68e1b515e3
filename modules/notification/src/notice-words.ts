import type { News } from './schema.ts';

const DISABLED = {
  consecutive_failures: 'Webhook paused after 100 consecutive failures.',
  sustained_failures: 'Webhook paused after 3 days of failures without one success.',
  gone: 'Webhook paused because the endpoint answered 410 Gone.',
};
const WAITING = 'Nothing is delivered to it until somebody resumes it; what was pending waits.';

const GIVEN_UP = {
  attempts: 'after',
  refused: 'because the endpoint asked for no retries, after',
  interrupted: 'because attempts were interrupted time and again, after',
};

const ERRORS: Record<string, string> = {
  dns: 'its name does not resolve',
  refused: 'the connection was refused',
  unreachable: 'the address is not reached',
  tls: 'the certificate or the TLS handshake failed',
  timeout: 'no answer in time',
  reset: 'the connection was cut',
  blocked: 'the address may not be called',
  protocol: 'the answer was no valid HTTP',
};

/** What came of an attempt, as part of a sentence; null where nothing is known. */
export function outcomeWords(last: { last_status_code: number | null; last_error: string | null }) {
  if (last.last_status_code !== null) return `HTTP ${last.last_status_code}`;
  return last.last_error === null ? null : (ERRORS[last.last_error] ?? last.last_error);
}

/** What a notice says: its title has no name of the webhook in it, which stands beside it. The same in mail and console. */
export function noticeWords(news: News): { title: string; detail: string } {
  const { title, detail } = sentences(news);
  const outcome = news.kind === 'webhook.recovered' ? null : outcomeWords(news.details);
  return { title, detail: outcome === null ? detail : `${detail} Last attempt: ${outcome}.` };
}

function sentences(news: News): { title: string; detail: string } {
  switch (news.kind) {
    case 'webhook.disabled':
      return { title: DISABLED[news.details.reason], detail: WAITING };
    case 'webhook.warning':
      return {
        title: `${news.details.threshold} attempts in a row failed.`,
        detail: 'At 100 consecutive failures the webhook is paused.',
      };
    case 'webhook.degraded':
      return { title: 'Webhook is failing.', detail: failing(news.details) };
    case 'webhook.recovered':
      return {
        title: 'Webhook is healthy again.',
        detail:
          'Too few of its attempts fail now to call it failing. What was given up meanwhile can be retried or replayed.',
      };
    case 'webhook.deliveries_exhausted': {
      const { attempts_made: made, event_type: type, reason } = news.details;
      const attempts = made === 1 ? 'one attempt' : `${made} attempts`;
      return {
        title: 'Deliveries were given up.',
        detail: `A delivery of ${type} was given up ${GIVEN_UP[reason]} ${attempts}; others of the same day are not told one by one.`,
      };
    }
  }
}

function failing(details: Extract<News, { kind: 'webhook.degraded' }>['details']): string {
  const { reason, consecutive_failures: inRow, attempts, failed } = details;
  if (reason === 'consecutive_failures' || attempts === null || failed === null || attempts === 0)
    return `${inRow} attempts in a row failed.`;
  const share = ((failed / attempts) * 100).toFixed(1);
  // As it was then: the day's share goes on changing, and stands beside this in the console.
  return `It began when ${share}% of ${attempts.toLocaleString('en')} attempts in 24 hours had failed.`;
}
