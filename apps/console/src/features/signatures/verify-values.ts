import type { Attempt } from '@tidings/delivery/schema';
import { verifySignatureInput, type VerifySignatureInput } from '@tidings/secret/schema';

import { memberOf } from '../../api/field-issues.ts';
import { momentOf, toLocalInput } from '../../log/range.ts';
import { headerLines } from '../deliveries/detail/exchange-text.ts';

/** The form as people fill it in. */
export interface VerifyValues {
  /** As they are pasted: one in a line. */
  headers: string;
  body: string;
  secret: string;
  /** As `<input type="datetime-local">` has it; empty: now. */
  received: string;
}

export const EMPTY: VerifyValues = { headers: '', body: '', secret: '', received: '' };

/** A request that was made, but for the secret that it was signed with. */
export function valuesOf({ request, started_at: at }: Pick<Attempt, 'request' | 'started_at'>): VerifyValues {
  return {
    headers: headerLines(request.headers).join('\n'),
    body: request.body,
    secret: '',
    received: toLocalInput(at),
  };
}

type Parsed =
  | { ok: true; input: VerifySignatureInput }
  | { ok: false; errors: Partial<Record<keyof VerifyValues, string>> };

const FIELDS = { headers: 'headers', body: 'body', secret: 'secret', received_at: 'received' } as const;

function isField(name: unknown): name is keyof typeof FIELDS {
  return typeof name === 'string' && name in FIELDS;
}

/** The field that the server means. */
export function verifyField(pointer: string): keyof VerifyValues | null {
  const name = memberOf(pointer);
  return isField(name) ? FIELDS[name] : null;
}

/**
 * What the server takes, or what is wrong at which field. An empty body is no fault: the verdict says more about it.
 * `sentAt` is when the request was sent that the form was filled in with, if it was.
 */
export function toInput(values: VerifyValues, sentAt?: string): Parsed {
  const errors: Partial<Record<keyof VerifyValues, string>> = {};
  if (!values.headers.trim()) errors.headers = 'Paste the headers of the request.';
  if (!values.secret) errors.secret = 'Enter the secret, or the public key.';
  const received = momentOf(values.received, sentAt);
  if (values.received && !received) errors.received = 'Give a date and a time, or leave it empty.';
  const { headers, body, secret } = values;
  const parsed = verifySignatureInput.safeParse({ headers, body, secret, received_at: received });
  for (const issue of parsed.error?.issues ?? []) {
    const [name] = issue.path;
    if (isField(name)) errors[FIELDS[name]] ??= issue.message;
  }
  if (parsed.success && Object.keys(errors).length === 0) return { ok: true, input: parsed.data };
  return { ok: false, errors };
}
