import { createWebhookInput, updateWebhookInput, URL_MESSAGE } from '@tidings/endpoint/schema';
import type { z } from 'zod';

import { fieldErrors, type FieldErrors } from './field-errors.ts';
import { EMPTY_VALUES, type WebhookFormValues } from './form-values.ts';

type Parsed<Input> = { ok: true; input: Input } | { ok: false; errors: FieldErrors };

export function splitDelays(text: string): string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}

function candidate(values: WebhookFormValues) {
  const headers = values.headers.filter((row) => row.name.trim());
  return {
    name: values.name.trim(),
    url: values.url.trim(),
    description: values.description,
    events: values.events,
    timeout_seconds: Number(values.timeout_seconds || Number.NaN),
    rate_limit: values.rate_limit === '' ? null : Number(values.rate_limit),
    retry: {
      enabled: values.retry_enabled,
      max_retries: values.max_retries === '' ? Number.NaN : Number(values.max_retries),
      delays: splitDelays(values.delays),
    },
    headers: Object.fromEntries(headers.map((row) => [row.name.trim(), row.value])),
  };
}

/** What no schema says because it is about the form: a URL at all, header rows that would swallow each other. */
function formErrors(values: WebhookFormValues): FieldErrors {
  const errors: FieldErrors = {};
  const url = URL.canParse(values.url.trim()) ? new URL(values.url.trim()) : null;
  if (!url || !['https:', 'http:'].includes(url.protocol)) errors['url'] = URL_MESSAGE;
  const seen = new Set<string>();
  values.headers.forEach((row, index) => {
    const name = row.name.trim().toLowerCase();
    if (!name && row.value) errors[`headers.${index}.name`] = 'Give the header a name.';
    if (name && seen.has(name)) errors[`headers.${index}.name`] = 'This header is set twice.';
    seen.add(name);
  });
  return errors;
}

function parse<Input>(schema: z.ZodType<Input>, value: unknown, values: WebhookFormValues): Parsed<Input> {
  const parsed = schema.safeParse(value);
  const issues = parsed.success
    ? []
    : parsed.error.issues.map((issue) => ({
        path: issue.path.map((part) => `/${String(part)}`).join(''),
        message: issue.message,
      }));
  const errors = { ...fieldErrors(issues, values).fields, ...formErrors(values) };
  if (parsed.success && Object.keys(errors).length === 0) return { ok: true, input: parsed.data };
  return { ok: false, errors };
}

/** A name left empty is left to the server, which takes the URL's host. */
export function toCreateInput(values: WebhookFormValues) {
  const { name, retry, ...rest } = candidate(values);
  // Delays that nobody touched are left to the server, whose operator may have set others.
  const { delays, ...others } = retry;
  const input = { ...rest, retry: values.delays === EMPTY_VALUES.delays ? others : { ...others, delays } };
  return parse(createWebhookInput, name ? { name, ...input } : input, values);
}

export function toUpdateInput(id: string, values: WebhookFormValues) {
  return parse(updateWebhookInput, { id, ...candidate(values) }, values);
}
