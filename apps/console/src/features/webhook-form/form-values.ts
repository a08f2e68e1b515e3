import { STANDARD_DELAYS, type Webhook } from '@tidings/endpoint/schema';

import { writeFilterText } from './filter/write-filter.ts';

export interface HeaderRow {
  /** Only for React: rows have no name until one is typed. */
  key: string;
  name: string;
  value: string;
}

/** The form as people fill it in; `form-input.ts` turns it into what the server takes. */
export interface WebhookFormValues {
  name: string;
  url: string;
  description: string;
  events: string[];
  /** As JSON, also while it is no JSON yet. */
  filter: string;
  payload_style: 'snapshot' | 'thin';
  /** Empty: the newest at creation. */
  api_version: string;
  timeout_seconds: number | string;
  /** Empty: none. */
  rate_limit: number | string;
  retry_enabled: boolean;
  max_retries: number | string;
  delays: string;
  signature_scheme: Webhook['signature_scheme'];
  headers: HeaderRow[];
  /** Only when it is created, as is the next. */
  ping: boolean;
  verify: boolean;
}

export const EMPTY_VALUES: WebhookFormValues = {
  name: '',
  url: '',
  description: '',
  events: [],
  filter: '{}',
  payload_style: 'snapshot',
  api_version: '',
  timeout_seconds: 5,
  rate_limit: '',
  retry_enabled: true,
  max_retries: 5,
  delays: STANDARD_DELAYS.join(', '),
  signature_scheme: 'standard',
  headers: [],
  ping: false,
  verify: false,
};

export function valuesOf(webhook: Webhook): WebhookFormValues {
  return {
    name: webhook.name,
    url: webhook.url,
    description: webhook.description,
    events: webhook.events,
    filter: writeFilterText(webhook.filter),
    payload_style: webhook.payload_style,
    api_version: webhook.api_version,
    timeout_seconds: webhook.timeout_seconds,
    rate_limit: webhook.rate_limit ?? '',
    retry_enabled: webhook.retry.enabled,
    max_retries: webhook.retry.max_retries,
    delays: webhook.retry.delays.join(', '),
    signature_scheme: webhook.signature_scheme,
    headers: Object.entries(webhook.headers).map(([name, value]) => ({ key: name, name, value })),
    ping: false,
    verify: false,
  };
}
