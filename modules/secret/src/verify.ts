import { timingSafeEqual } from 'node:crypto';
import { sign } from './sign.ts';

/** Receivers refuse a timestamp further away than this; Standard Webhooks recommends five minutes. */
const TOLERANCE_SECONDS = 300;

export type Verdict = { verified: boolean; detail: string };

type Received = {
  /** Header names in lower case. */
  headers: Record<string, string | undefined>;
  /** The body exactly as it arrived. */
  body: string;
  secret: string;
  /** The receiver's clock. */
  now: Date;
};

/** Checks a delivery as a receiver would (Standard Webhooks), and says exactly what is wrong with it. */
export function verify({ headers, body, secret, now }: Received): Verdict {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  const signatures = headers['webhook-signature'];
  if (!id || !timestamp || !signatures) {
    const missing = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].filter((name) => !headers[name]);
    return { verified: false, detail: `Missing header: ${missing.join(', ')}.` };
  }
  const seconds = Number(timestamp);
  if (!Number.isInteger(seconds))
    return { verified: false, detail: 'webhook-timestamp is not a number of seconds.' };
  const expected = sign({ id, timestamp: seconds, body }, [secret]);
  if (!signatures.split(' ').some((signature) => sameText(signature, expected))) {
    return { verified: false, detail: 'Signature verification failed. Check your secret key.' };
  }
  const ageSeconds = Math.round(now.getTime() / 1000 - seconds);
  if (Math.abs(ageSeconds) > TOLERANCE_SECONDS) {
    const off = ageSeconds > 0 ? `${ageSeconds} seconds old` : `${-ageSeconds} seconds in the future`;
    return { verified: false, detail: `The signature is right, but its timestamp is ${off}.` };
  }
  return { verified: true, detail: 'The signature is right and recent.' };
}

function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
