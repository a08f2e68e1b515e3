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

const draftOf = z.object({ values: draftValues, began: draftValues });

/** What was typed, and what the form showed before that: somebody else may have changed it meanwhile. */
type Draft = z.output<typeof draftOf>;

/** What was typed and not saved, in this tab: it outlives a reload and a session that ends. */
export function readDraft(form: string): Draft | null {
  const stored = sessionStorage.getItem(draftKey(form));
  if (stored === null) return null;
  try {
    return draftOf.parse(JSON.parse(stored));
  } catch {
    return null;
  }
}

/** What was taken back is not kept. */
export function keepDraft(form: string, draft: Draft): void {
  if (isUntouched(draft.values, draft.began)) return dropDraft(form);
  sessionStorage.setItem(draftKey(form), JSON.stringify(draft));
}

export function dropDraft(form: string): void {
  sessionStorage.removeItem(draftKey(form));
}

/** Rows of headers have keys of their own, which say nothing of what was typed. */
export function isUntouched(values: WebhookFormValues, untouched: WebhookFormValues): boolean {
  const said = ({ headers, ...rest }: WebhookFormValues) =>
    JSON.stringify({ ...rest, headers: headers.map(({ name, value }) => [name, value]) });
  return said(values) === said(untouched);
}
