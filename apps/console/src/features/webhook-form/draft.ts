import { signatureScheme } from '@tidings/secret/schema';
import { z } from 'zod';

import { draftKey } from '../session/draft-key.ts';
import type { WebhookFormValues } from './form-values.ts';

const draftValues = z.object({
  name: z.string(),
  url: z.string(),
  description: z.string(),
  events: z.array(z.string()),
  filter: z.string(),
  payload_style: z.enum(['snapshot', 'thin']),
  api_version: z.string(),
  timeout_seconds: z.union([z.number(), z.string()]),
  rate_limit: z.union([z.number(), z.string()]),
  retry_enabled: z.boolean(),
  max_retries: z.union([z.number(), z.string()]),
  delays: z.string(),
  signature_scheme: signatureScheme,
  headers: z.array(z.object({ key: z.string(), name: z.string(), value: z.string() })),
  ping: z.boolean(),
  verify: z.boolean(),
}) satisfies z.ZodType<WebhookFormValues>;

/** What was typed and not saved, in this tab: it outlives a reload and a session that ends. */
export function readDraft(form: string): WebhookFormValues | null {
  const stored = sessionStorage.getItem(draftKey(form));
  if (stored === null) return null;
  try {
    return draftValues.parse(JSON.parse(stored));
  } catch {
    return null;
  }
}

export function keepDraft(form: string, values: WebhookFormValues): void {
  sessionStorage.setItem(draftKey(form), JSON.stringify(values));
}

/** Rows of headers have keys of their own, which say nothing of what was typed. */
export function isUntouched(values: WebhookFormValues, untouched: WebhookFormValues): boolean {
  const said = ({ headers, ...rest }: WebhookFormValues) =>
    JSON.stringify({ ...rest, headers: headers.map(({ name, value }) => [name, value]) });
  return said(values) === said(untouched);
}

export function dropDraft(form: string): void {
  sessionStorage.removeItem(draftKey(form));
}
