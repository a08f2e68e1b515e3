import type { VerificationReason } from '@tidings/secret/schema';

interface ReasonWords {
  title: string;
  /** In place of what the server says, which does not know what was sent. */
  detail?: string;
  /** What to do about it. */
  advice: string;
}

const MIXED =
  'Take the headers and the body from one and the same request, and let no proxy in between change them.';
const RAW =
  'Read the raw body before any middleware parses it: in Express express.raw(), in Rails request.raw_post, in Django request.body.';

const COMPARE =
  'Compare the end of the secret in your endpoint with the one that the webhook shows, and look whether it is that of another webhook or environment.';
const ALTERED =
  'If it is the right one, the body, the id or the timestamp is not the one that was signed: a signature cannot tell which.';

const WORDS: Record<VerificationReason, ReasonWords> = {
  verified: {
    title: 'The signature is right',
    advice:
      'If your endpoint refuses it all the same, it works with another secret or with other bytes than these.',
  },
  wrong_secret: {
    title: 'Another secret, or altered since',
    advice: `${COMPARE} ${ALTERED}`,
  },
  malformed_secret: {
    title: 'This is no signing secret',
    advice: 'Set it as it was shown: "whsec_" and what follows, without quotation marks or spaces around it.',
  },
  missing_header: {
    title: 'A header is missing',
    advice:
      'Paste all headers of the request. If your endpoint does not get them either, let your proxy pass on those that begin with webhook-.',
  },
  malformed_header: {
    title: 'A header cannot be read',
    advice: 'Take it as it was sent; whatever stands in between has to pass it on unchanged.',
  },
  missing_body: { title: 'The body is empty', advice: RAW },
  body_reserialised: { title: 'The body is not the one that was signed', advice: RAW },
  other_id: { title: 'The signature is that of another event', advice: MIXED },
  other_timestamp: { title: 'The signature is that of another time', advice: MIXED },
  old_timestamp: {
    title: 'Right, but too old',
    advice:
      'Say under "Received" when it came. If your endpoint refuses it on arrival, set its clock, and verify before the request waits in a queue.',
  },
  future_timestamp: {
    title: 'Right, but from the future',
    advice: 'Set the clock of your endpoint: it runs behind.',
  },
};

/** What is known of the request that is looked at. */
export interface Known {
  /** Of the secret that it ought to be. */
  hint?: string | undefined;
  /** What of it is not as it was sent, or null; undefined where nobody knows what was sent. */
  altered?: string | null | undefined;
  /** When the secret of the webhook was rolled last, in words, of a request that was sent before. */
  rolled?: string | undefined;
}

/** What a verdict means and what to do. A signature alone cannot tell another secret from an altered request; who knows what was sent can. */
export function reasonWords(reason: VerificationReason, { hint, altered, rolled }: Known = {}): ReasonWords {
  if (reason !== 'wrong_secret') return WORDS[reason];
  if (altered)
    return {
      title: altered,
      detail: 'Signature verification failed.',
      advice: `${altered.startsWith('The body') ? RAW : MIXED} Verify what was sent to see whether the secret is right.`,
    };
  if (rolled !== undefined) {
    const advice = `The secret of this webhook was rolled after this was sent, on ${rolled}. Verify it with the secret of before, or verify what was sent since.`;
    return altered === null
      ? { title: 'Signed with an earlier secret', advice }
      : { ...WORDS[reason], advice: `${advice} ${ALTERED}` };
  }
  const compare = hint
    ? `The secret of this webhook is ${hint}: compare the ends, and look whether yours is that of another webhook or was replaced.`
    : COMPARE;
  return altered === null
    ? { title: 'Signed with another secret', advice: compare }
    : { ...WORDS[reason], advice: `${compare} ${ALTERED}` };
}
