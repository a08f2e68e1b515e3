import { z } from 'zod';

export { readHeaders } from './read-headers.ts';

export const signatureScheme = z.enum(['standard', 'timestamped', 'body', 'ed25519']).meta({
  description:
    'What deliveries carry besides the signature of Standard Webhooks: nothing, `X-<Brand>-Signature` over time and ' +
    'body or over the body alone, or an Ed25519 signature.',
});
export type SignatureScheme = z.output<typeof signatureScheme>;

/** A secret that signs, as far as it may be shown. */
export const shownSecret = z.object({
  hint: z.string().meta({ example: 'whsec_…xyz' }),
  created_at: z.string(),
  expires_at: z
    .string()
    .nullable()
    .meta({ description: 'Until then it signs beside newer ones; null: until it is rolled.' }),
});
export type ShownSecret = z.output<typeof shownSecret>;

export const VERIFICATION_REASONS = [
  'verified',
  'wrong_secret',
  'malformed_secret',
  'missing_header',
  'malformed_header',
  'missing_body',
  'body_reserialised',
  'other_id',
  'other_timestamp',
  'old_timestamp',
  'future_timestamp',
] as const;
export type VerificationReason = (typeof VERIFICATION_REASONS)[number];

/** What a check of a delivery's signature came to. */
export const verdict = z
  .object({
    verified: z.boolean(),
    reason: z.enum(VERIFICATION_REASONS).meta({
      description:
        'Stable name of the outcome, for programs. `wrong_secret`: another secret signed it, or its body, id or timestamp was altered; a signature cannot tell which.',
    }),
    detail: z.string().meta({ example: 'Signature verification failed. Check your secret key.' }),
  })
  .meta({ id: 'SignatureVerdict' });
export type Verdict = z.output<typeof verdict>;

/** An event has at most 256 KiB; written with escapes it can be more. */
const BODY_MAX = 1024 * 1024;

export const verifySignatureInput = z
  .strictObject({
    headers: z
      .union([
        z
          .record(z.string().max(200), z.string().max(8_192))
          .refine((given) => Object.keys(given).length <= 200, 'At most 200 headers.'),
        z.string().max(64 * 1024),
      ])
      .meta({
        description: 'Headers of the request by name, or as text with one in a line: `webhook-id: evt_01k…`.',
      }),
    body: z.string().max(BODY_MAX).meta({ description: 'The body exactly as it arrived.' }),
    secret: z.string().max(500).meta({
      description:
        "The webhook's secret `whsec_…`, or its public key `whpk_…`. It is neither kept nor logged.",
    }),
    received_at: z.iso.datetime({ offset: true }).optional().meta({
      description: 'When it arrived, for a delivery that is older than five minutes; now if left out.',
    }),
  })
  .meta({ id: 'VerifySignature' });
export type VerifySignatureInput = z.output<typeof verifySignatureInput>;
