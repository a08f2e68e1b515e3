import { createWebhookInput, updateWebhookInput, urlFault } from '@tidings/endpoint/schema';
import type { z } from 'zod';

import { fieldErrors, type FieldErrors } from './field-errors.ts';
import { pointerOf, readFilterText } from './filter/filter-text.ts';
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
    filter: readFilterText(values.filter).filter ?? {},
    payload_style: values.payload_style,
    api_version: values.api_version,
    timeout_seconds: Number(values.timeout_seconds || Number.NaN),
    rate_limit: values.rate_limit === '' ? null : Number(values.rate_limit),
    retry: {
      enabled: values.retry_enabled,
      max_retries: values.max_retries === '' ? Number.NaN : Number(values.max_retries),
      delays: splitDelays(values.delays),
    },
    signature_scheme: values.signature_scheme,
    headers: Object.fromEntries(headers.map((row) => [row.name.trim(), row.value])),
  };
}

/**
 * The schedule is hidden while nothing is retried: what is wrong in it could not be put right, so it is neither checked nor
 * sent.
 */
function shownOf<Retry extends { enabled: boolean }>(retry: Retry): Partial<Retry> | { enabled: false } {
  return retry.enabled ? retry : { enabled: false };
}

/** What no schema says: how a URL is written, and what is about the form: JSON at all, header rows that would swallow each other. */
function formErrors(values: WebhookFormValues): FieldErrors {
  const errors: FieldErrors = {};
  const url = urlFault(values.url.trim());
  if (url !== undefined) errors['url'] = url;
  const [fault] = readFilterText(values.filter).faults ?? [];
  if (fault) errors['filter'] = fault.path ? `${fault.path}: ${fault.message}` : fault.message;
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
        path: pointerOf(issue.path.map(String)),
        message: issue.message,
      }));
  const errors = { ...fieldErrors(issues, values).fields, ...formErrors(values) };
  if (parsed.success && Object.keys(errors).length === 0) return { ok: true, input: parsed.data };
  return { ok: false, errors };
}

/** What is left empty is left to the server: the name, which is then the URL's host, and the newest version. */
export function toCreateInput(values: WebhookFormValues) {
  const { name, api_version: version, retry, ...rest } = candidate(values);
  // Delays that nobody touched are left to the server, whose operator may have set others.
  const { delays, ...others } = retry;
  const input = {
    ...(name && { name }),
    ...(version && { api_version: version }),
    ...rest,
    retry: shownOf(values.delays === EMPTY_VALUES.delays ? others : { ...others, delays }),
    ...(values.ping && { ping: true }),
    ...(values.verify && { verify: 'challenge' }),
  };
  return parse(createWebhookInput, input, values);
}

/** Only what differs from what the form began with, so that what somebody else changes of the others meanwhile stays. */
export function toUpdateInput(id: string, values: WebhookFormValues, began: WebhookFormValues) {
  const { retry, ...changed } = candidate(values);
  const { retry: retryBefore, ...before } = candidate(began);
  const retryChanged = changedOf(shownOf(retry), retryBefore);
  const input = {
    id,
    ...changedOf(changed, before),
    ...(Object.keys(retryChanged).length > 0 && { retry: retryChanged }),
  };
  return parse(updateWebhookInput, input, values);
}

function changedOf(values: object, before: object): Record<string, unknown> {
  // What is no number is null in JSON, as what is left empty is.
  const said = (value: unknown) => (Number.isNaN(value) ? 'not a number' : JSON.stringify(value));
  const known = new Map<string, unknown>(Object.entries(before));
  return Object.fromEntries(
    Object.entries(values).filter(([field, value]) => said(value) !== said(known.get(field))),
  );
}
