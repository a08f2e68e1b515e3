import { attemptError, type Attempt, type AttemptError, type Delivery } from '@tidings/delivery/schema';
import type { RetryPolicy } from '@tidings/endpoint/schema';

import { durationWords, listWords, spanWords } from '../../format/duration.ts';
import { counted } from '../../format/number.ts';

// At most 20 letters: they stand in a column, and a second line would move what is below.
const ERROR_WORDS: Record<AttemptError, string> = {
  dns: 'Unknown host name',
  refused: 'Connection refused',
  unreachable: 'Network unreachable',
  tls: 'TLS handshake failed',
  timeout: 'No answer in time',
  reset: 'Connection closed',
  blocked: 'Address not allowed',
  protocol: 'Not valid HTTP',
  interrupted: 'Interrupted by us',
  internal: 'Fault on our side',
  http_1xx: 'No final answer',
  http_3xx: 'Redirect',
  http_4xx: 'Refused by endpoint',
  http_5xx: 'Endpoint error',
};

/** How long an attempt that timed out had been given, as far as its own clock tells. */
function patience({ total }: Pick<Attempt['timings'], 'total'>): string {
  // A timer may fire a moment early.
  const seconds = Math.floor(((total ?? 0) + 10) / 1000);
  return seconds > 0 ? `within ${counted(seconds, 'second')}` : 'in time';
}

/** What became of an attempt, as a sentence. */
export function attemptSentence(
  attempt: Pick<Attempt, 'outcome' | 'error' | 'status_code' | 'timings'>,
): string {
  const code = attempt.status_code;
  if (attempt.outcome === 'succeeded') return `The endpoint answered ${code ?? '2xx'}.`;
  switch (attempt.error) {
    case 'timeout':
      return code === null
        ? `The endpoint did not answer ${patience(attempt.timings)}.`
        : `The endpoint answered ${code}, but did not finish ${patience(attempt.timings)}.`;
    case 'dns':
      return 'The name in the URL could not be resolved. Check the host name and its DNS records.';
    case 'refused':
      return 'The endpoint refused the connection. Check that a server listens on this port.';
    case 'unreachable':
      return 'The network of the endpoint could not be reached. Check its firewall and routes.';
    case 'tls':
      return 'No secure connection came about. Check the certificate of the endpoint and its chain.';
    case 'reset':
      return 'The endpoint closed the connection before it had answered.';
    case 'blocked':
      return 'The URL leads to an address that must not be called. Use a public one.';
    case 'protocol':
      return 'The endpoint answered with something that is not valid HTTP.';
    case 'interrupted':
      return 'The attempt was interrupted on our side, and does not count against the endpoint.';
    case 'internal':
      return 'The attempt failed for a reason on our side; the endpoint may not have seen it.';
    case 'http_3xx':
      return `The endpoint answered ${code ?? 'a redirect'}. Redirects are not followed: use the final URL.`;
    case 'http_1xx':
    case 'http_4xx':
    case 'http_5xx':
    case null:
      return code === null ? 'The attempt failed.' : `The endpoint answered ${code}.`;
  }
}

/** The outcome as it stands in the log: the HTTP status where there is one, or the class of the error. */
export function outcomeCode(code: number | null, error: string | null): string {
  if (error === 'timeout' || code === null) return error ?? '–';
  return String(code);
}

/** The class of an error in two or three words, for a headline. */
export function errorWords(error: string): string {
  const parsed = attemptError.safeParse(error);
  return parsed.success ? ERROR_WORDS[parsed.data] : error;
}

export function retryHeading(status: Delivery['status']): string {
  switch (status) {
    case 'pending':
      return 'What happens next';
    case 'retrying':
      return 'Why it will be tried again';
    case 'failed':
      return 'Why it is not tried again';
    case 'succeeded':
    case 'cancelled':
    case 'archived':
      return 'How it ended';
  }
}

/** "Attempt 2 of 6 failed; retries go out after 1 min, 5 min …". */
export function retrySentence(
  delivery: Delivery,
  retry: RetryPolicy | undefined,
  lastSentence: string,
): string {
  const { attempts_made: made, attempts_max: max } = delivery;
  const last = lastSentence.replace(/\.$/, '').replace(/^./, (letter) => letter.toLowerCase());
  switch (delivery.status) {
    case 'pending':
      if (made === 0 && delivery.last_error !== null)
        return 'What is sent could not be made, for a reason on our side. It is tried again, and no attempt is spent on it.';
      return made === 0
        ? 'The first attempt goes out as soon as it is its turn.'
        : 'A new attempt has been queued and goes out as soon as it is its turn.';
    case 'retrying': {
      if (made >= max) return 'One more attempt was asked for by hand. If it fails, none follows by itself.';
      const plan = retry
        ? ` Retries go out after ${listWords(retry.delays.slice(0, max - 1).map(durationWords))}, each up to a fifth later.`
        : '';
      return `Attempt ${made} of ${max}: ${last}.${plan}`;
    }
    case 'succeeded':
      return made === 1 ? 'The first attempt succeeded.' : `Attempt ${made} succeeded.`;
    case 'failed':
      if (delivery.trigger === 'test')
        return `The test failed: ${last}. A test is not tried again, and is none of the failed deliveries that are counted.`;
      if (made < max)
        return `Attempt ${made} of ${max}: ${last}. Further retries were stopped; you can still retry it by hand.`;
      return made === 1
        ? `The only attempt failed: ${last}. You can still retry it by hand.`
        : `All ${counted(made, 'attempt')} failed; at the last one ${last}. You can still retry it by hand.`;
    case 'cancelled':
      return 'It was cancelled before it succeeded.';
    case 'archived':
      return 'It failed and was cleared from the log of failures.';
  }
}

/** "next in 4 min 52 s", "due now", or nothing where no attempt is planned. */
export function nextWords(
  delivery: Pick<Delivery, 'status' | 'next_attempt_at'>,
  nowMs: number,
): string | null {
  if (delivery.next_attempt_at === null || (delivery.status !== 'retrying' && delivery.status !== 'pending'))
    return null;
  const seconds = (Date.parse(delivery.next_attempt_at) - nowMs) / 1000;
  return seconds < 1 ? 'due now' : `next in ${spanWords(seconds)}`;
}
