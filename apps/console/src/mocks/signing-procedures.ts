import { revealSecretInput, rollSecretInput } from '@tidings/endpoint/schema';
import { verifySignatureInput, type Verdict } from '@tidings/secret/schema';

import { MockProblem, webhookOf } from './lookup.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwL0vTTEx7Q';
const HOUR_MS = 3_600_000;

/** Secrets and signatures, as far as they can be had without a server. The password is "demo". */
export const signingProcedures: Record<string, (input: unknown) => unknown> = {
  'webhooks.rollSecret': (input) => {
    const { id, overlap_hours: hours } = rollSecretInput.parse(input);
    const webhook = webhookOf({ id });
    const now = Date.now();
    const ends = hours === 0 ? null : new Date(now + hours * HOUR_MS).toISOString();
    const older = webhook.secrets.map((each) => ({ ...each, expires_at: each.expires_at ?? ends }));
    const made = { hint: 'whsec_…n3W', created_at: new Date(now).toISOString(), expires_at: null };
    webhook.secrets = ends === null ? [made] : [made, ...older];
    webhook.secret_hint = made.hint;
    return { ...webhook, secret: SECRET.replace(/x7Q$/, 'n3W'), overlap_ends_at: ends };
  },
  'webhooks.revealSecret': (input) => {
    const { password } = revealSecretInput.parse(input);
    if (password === 'demo') return { secret: SECRET };
    const message = 'This is not your password.';
    throw new MockProblem(403, message, [{ path: '/password', message }]);
  },
  'signatures.verify': (input): Verdict => {
    const { headers, body, secret } = verifySignatureInput.parse(input);
    if (!/^wh(sec|pk)_/.test(secret))
      return { verified: false, reason: 'malformed_secret', detail: 'This is no signing secret.' };
    if (!JSON.stringify(headers).includes('webhook-signature'))
      return { verified: false, reason: 'missing_header', detail: 'Missing header: webhook-signature.' };
    if (body === '') return { verified: false, reason: 'missing_body', detail: 'The body is empty.' };
    if (secret === SECRET)
      return { verified: true, reason: 'verified', detail: 'The signature is right and recent.' };
    const detail = 'Signature verification failed. Check your secret key.';
    return { verified: false, reason: 'wrong_secret', detail };
  },
};
