import type { WebhookFormValues } from './form-values.ts';

type Field = Exclude<keyof WebhookFormValues, 'ping' | 'verify'>;

/** As they stand in the middle of a sentence. */
const WORDS: Record<Field, string> = {
  name: 'name',
  url: 'URL',
  description: 'description',
  events: 'events',
  filter: 'filter',
  payload_style: 'payload',
  api_version: 'version',
  timeout_seconds: 'timeout',
  rate_limit: 'rate limit',
  retry_enabled: 'retries',
  max_retries: 'number of retries',
  delays: 'retry delays',
  signature_scheme: 'signature scheme',
  headers: 'headers',
};
const FIELDS = Object.keys(WORDS) as Field[]; // those of the record, by its type

/** Whether a field says something else. Rows of headers have keys of their own, which say nothing. */
export function differs(field: Field, one: WebhookFormValues, other: WebhookFormValues): boolean {
  const said = (values: WebhookFormValues) =>
    JSON.stringify(
      field === 'headers' ? values.headers.map(({ name, value }) => [name, value]) : values[field],
    );
  return said(one) !== said(other);
}

interface Versions {
  /** As the form is filled in. */
  mine: WebhookFormValues;
  /** As the form began. */
  began: WebhookFormValues;
  /** As it is saved by now. */
  theirs: WebhookFormValues;
}

/** The fields that were changed here, and by somebody else to something else, in words. */
export function changedMeanwhile({ mine, began, theirs }: Versions): string[] {
  return FIELDS.filter(
    (field) => differs(field, mine, began) && differs(field, theirs, began) && differs(field, theirs, mine),
  ).map((field) => WORDS[field]);
}

/** What is saved by now, with what was changed here of the fields that nobody else changed. */
export function withTheirs({ mine, began, theirs }: Versions): WebhookFormValues {
  const kept = FIELDS.filter((field) => differs(field, mine, began) && !differs(field, theirs, began));
  return { ...theirs, ...Object.fromEntries(kept.map((field) => [field, mine[field]])) };
}
