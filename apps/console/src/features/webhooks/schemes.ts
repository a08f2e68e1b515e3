import type { Webhook } from '@tidings/endpoint/schema';

export type Scheme = Webhook['signature_scheme'];

interface SchemeWords {
  value: Scheme;
  label: string;
  /** For whom it is. */
  purpose: string;
  /** What a delivery carries because of it. */
  adds: string;
}

/** The signature schemes in words; `brand` names the headers that some add. */
export function schemesOf(brand: string): SchemeWords[] {
  return [
    {
      value: 'standard',
      label: 'Standard',
      purpose: 'For receivers with a library of Standard Webhooks.',
      adds: 'Adds no header beside webhook-signature.',
    },
    {
      value: 'timestamped',
      label: 'Timestamped',
      purpose: "For receivers that verify as Stripe's libraries do.",
      adds: `Adds X-${brand}-Signature: t=…,v1=….`,
    },
    {
      value: 'body',
      label: 'Body only',
      purpose: 'For receivers that check an HMAC of the body alone, without its time.',
      adds: `Adds X-${brand}-Signature: sha256=… and X-${brand}-Timestamp.`,
    },
    {
      value: 'ed25519',
      label: 'Ed25519',
      purpose: 'For third parties that may verify and must not be able to sign: they get a public key.',
      adds: 'Adds v1a,… to webhook-signature.',
    },
  ];
}
